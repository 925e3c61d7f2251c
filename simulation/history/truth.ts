import { messageOf } from "@duologue/protocol/message-of";
import type { Message } from "@duologue/protocol/models";
import type { LogRow, MatchRecord } from "../../server/src/domain/ports.ts";

/** One conversation's log as it was seen to grow. */
interface Known {
  match: MatchRecord;
  rows: LogRow[];
  messages: Message[];
  /** seq → place among the messages */
  placeOf: Map<number, number>;
  /** by seq: messages of each member up to it, in the order of members; counted here, not believed */
  sent: (readonly [number, number])[];
}

/** What the checks hold everybody's word against: the logs, kept beside the store and only ever growing. */
export class Truth {
  readonly #logs = new Map<string, Known>();

  begin(match: MatchRecord): void {
    if (this.#logs.has(match.id)) return;
    this.#logs.set(match.id, { match, rows: [], messages: [], placeOf: new Map(), sent: [[0, 0]] });
  }

  append(match: MatchRecord, row: LogRow): void {
    const known = this.#of(match.id);
    const { event } = row;
    known.rows.push(row);
    const [first, second] = known.sent.at(-1) ?? [0, 0];
    const isMessage = event.kind === "message";
    const isFirst = event.actorId === match.members[0];
    known.sent.push([first + (isMessage && isFirst ? 1 : 0), second + (isMessage && !isFirst ? 1 : 0)]);
    if (event.kind !== "message") return;
    known.placeOf.set(event.seq, known.messages.length);
    known.messages.push(messageOf(event));
  }

  matches(): MatchRecord[] {
    return [...this.#logs.values()].map(({ match }) => match);
  }

  matchesOf(userId: string): MatchRecord[] {
    return this.matches().filter(({ members }) => members.includes(userId));
  }

  match(matchId: string): MatchRecord | undefined {
    return this.#logs.get(matchId)?.match;
  }

  head(matchId: string): number {
    return this.#logs.get(matchId)?.rows.length ?? 0;
  }

  rowAt(matchId: string, seq: number): LogRow | undefined {
    return this.#logs.get(matchId)?.rows[seq - 1];
  }

  messages(matchId: string): readonly Message[] {
    return this.#logs.get(matchId)?.messages ?? [];
  }

  /** The place of a message among the messages of its conversation; undefined when there is none at this seq. */
  placeOf(matchId: string, seq: number): number | undefined {
    return this.#logs.get(matchId)?.placeOf.get(seq);
  }

  isClosed(matchId: string): boolean {
    return this.rowAt(matchId, this.head(matchId))?.event.kind === "close";
  }

  /** How many messages the member's peer sent after `from`, up to and including `to`. */
  unread(matchId: string, member: string, { from, to }: { from: number; to: number }): number {
    const { match, sent } = this.#of(matchId);
    const peer = match.members[0] === member ? 1 : 0;
    const upTo = (seq: number) => sent[Math.min(seq, sent.length - 1)]?.[peer] ?? 0;
    return Math.max(0, upTo(to) - upTo(from));
  }

  #of(matchId: string): Known {
    const known = this.#logs.get(matchId);
    if (known === undefined) throw new Error(`no match ${matchId} was begun`);
    return known;
  }
}
