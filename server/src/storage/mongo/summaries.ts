import type { LogRow, MatchRecord, MatchSummary } from "../../domain/ports.ts";
import { key } from "./collections.ts";
import type { MongoLog } from "./log.ts";
import type { MongoMarks } from "./marks.ts";

/** A list entry and its version, which rises with every change of the entry. */
export interface VersionedSummary {
  summary: MatchSummary;
  version: number;
}

/** Makes list entries from the log and the marks themselves: one read of a head for each, two for all together. */
export class Summaries {
  readonly #log: MongoLog;
  readonly #marks: MongoMarks;

  constructor(log: MongoLog, marks: MongoMarks) {
    this.#log = log;
    this.#marks = marks;
  }

  async of(matches: readonly MatchRecord[]): Promise<VersionedSummary[]> {
    if (matches.length === 0) return [];
    const ids = matches.map(({ id }) => id);
    const [marksOf, ...lasts] = await Promise.all([
      this.#marks.ofMany(ids),
      ...ids.map((id) => this.#log.last(id)),
    ]);
    const drafts = matches.map((match, index) => {
      const [a, b] = match.members;
      return { match, last: lasts[index], marks: [marksOf(match.id, a), marksOf(match.id, b)] as const };
    });
    const rows = await this.#log.atMany(drafts.flatMap(neededRows));
    const byPlace = new Map(rows.map((row) => [key(row.event.matchId, String(row.event.seq)), row]));
    return drafts.map((draft) => finish(draft, (seq) => byPlace.get(key(draft.match.id, String(seq)))));
  }
}

type Draft = Pick<MatchSummary, "match" | "last" | "marks">;

/** Beside the newest row: that of the newest message, and those up to which the members have read. */
function neededRows({ match, last, marks }: Draft): { matchId: string; seq: number }[] {
  if (last === undefined) return [];
  return [last.messageSeq, marks[0].readSeq, marks[1].readSeq]
    .filter((seq) => seq > 0 && seq < last.event.seq)
    .map((seq) => ({ matchId: match.id, seq }));
}

function finish(draft: Draft, rowAt: (seq: number) => LogRow | undefined): VersionedSummary {
  const { last, marks } = draft;
  const head = last?.event.seq ?? 0;
  const at = (seq: number) => (seq >= head ? last : rowAt(seq));
  const sentAt = (seq: number, side: 0 | 1) => (seq === 0 ? 0 : (at(seq)?.sent[side] ?? 0));
  const summary = {
    ...draft,
    lastMessage: last === undefined || last.messageSeq === 0 ? undefined : at(last.messageSeq),
    sentAtPeerRead: [sentAt(marks[1].readSeq, 0), sentAt(marks[0].readSeq, 1)] as const,
  };
  const seen = marks.reduce((sum, { readSeq, deliveredSeq }) => sum + readSeq + deliveredSeq, 0);
  return { summary, version: 1 + head + seen };
}
