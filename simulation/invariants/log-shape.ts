import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { Composed, KindOf, Occurrence } from "../history/occurrence.ts";

/**
 * I3, I4, I6, G13: a log is 1, 2, 3 … without a hole, each message once, every device's in the order written, times
 * never going back, and nothing after its end.
 */
export class LogShape implements Check {
  readonly #heads = new Map<string, { seq: number; time: string; closed: boolean }>();
  readonly #clientIds = new Set<string>();
  readonly #contents = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #composed = new Map<string, { composed: Composed; order: number }>();
  /** by device and match: the order of the newest message of it in the log */
  readonly #newest = new Map<string, number>();
  #order = 0;

  see(occurrence: Occurrence): void {
    if (occurrence.kind === "composed") this.#compose(occurrence.composed);
    else if (occurrence.kind === "repeated") this.#repeat(occurrence);
    else if (occurrence.kind === "ended") this.#end(occurrence);
    else if (occurrence.kind === "appended") this.#append(occurrence);
  }

  #compose(composed: Composed): void {
    this.#order += 1;
    this.#composed.set(composed.content, { composed, order: this.#order });
  }

  #repeat({ content }: KindOf<"repeated">): void {
    const known = this.#composed.get(content);
    if (known) this.#compose(known.composed);
  }

  #end({ matchId }: KindOf<"ended">): void {
    if (!this.#heads.get(matchId)?.closed)
      throw new Violation("G13", `${matchId} was answered to have ended, and its log has not`);
    this.#ended.add(matchId);
  }

  #append({ match, row: { event } }: KindOf<"appended">): void {
    const head = this.#heads.get(match.id) ?? { seq: 0, time: "", closed: false };
    if (event.seq !== head.seq + 1)
      throw new Violation("I4", `${match.id} has ${event.seq} right after ${head.seq}`);
    if (head.closed)
      throw new Violation("G13", `${match.id} goes on after its end: ${event.seq} is ${event.kind}`);
    if (event.createdAt < head.time)
      throw new Violation("F38", `${match.id} ${event.seq} is older than the event before`);
    const clientId = `${match.id} ${event.actorId} ${event.clientMessageId}`;
    if (this.#clientIds.has(clientId)) throw new Violation("I3", `${clientId} is twice in the log`);
    this.#clientIds.add(clientId);
    this.#heads.set(match.id, { seq: event.seq, time: event.createdAt, closed: event.kind === "close" });
    if (event.kind === "message") this.#message(event.content);
  }

  #message(content: string): void {
    if (this.#contents.has(content)) throw new Violation("I3", `"${content}" is twice in the log`);
    this.#contents.add(content);
    const known = this.#composed.get(content);
    if (known === undefined) return;
    const { composed, order } = known;
    const key = `${composed.device} ${composed.matchId}`;
    if (order < (this.#newest.get(key) ?? 0))
      throw new Violation("I6", `"${content}" is in the log after what ${composed.device} wrote later`);
    this.#newest.set(key, order);
  }
}
