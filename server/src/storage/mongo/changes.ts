import type { Access } from "./access.ts";
import type { Collections } from "./collections.ts";

/** Changes that one read fetches of each kind. */
const PAGE = 1_000;

/** One change of a match, and what it means for the lists of its members. */
export interface ChangeRow {
  matchId: string;
  p: number;
  effect: "activity" | "end" | "change";
}

/**
 * What happened in somebody's matches, in the order of stamps. Each change shows itself: the rows of the log, the marks
 * and the matches carry their members and a stamp, so nothing has to be written beside them and nothing can be missing.
 */
export class Changes {
  readonly #access: Access;
  readonly #collections: Pick<Collections, "event" | "mark" | "match">;

  constructor(access: Access, collections: Pick<Collections, "event" | "mark" | "match">) {
    this.#access = access;
    this.#collections = collections;
  }

  /** Everything with a stamp above, in pieces, oldest first. */
  async *above(userId: string, above: number): AsyncGenerator<ChangeRow[]> {
    let from = above;
    for (;;) {
      const { rows, end } = await this.#piece(userId, from);
      yield rows;
      if (end === undefined) return;
      from = end;
    }
  }

  /** All up to `end`; undefined: all there are. */
  async #piece(userId: string, above: number): Promise<{ rows: ChangeRow[]; end: number | undefined }> {
    const { event, mark, match } = this.#collections;
    const filter = { u: userId, p: { $gt: above } };
    const options = { sort: { p: 1 }, limit: PAGE, batchSize: PAGE } as const;
    const [events, marks, matches] = await this.#access.run(() =>
      Promise.all([
        event.find(filter, { ...options, projection: { _id: 0, m: 1, p: 1, kind: 1 } }).toArray(),
        mark.find(filter, { ...options, projection: { _id: 0, m: 1, p: 1 } }).toArray(),
        match.find(filter, { ...options, projection: { p: 1 } }).toArray(),
      ]),
    );
    const rows = [
      ...events.map(({ m, p, kind }): ChangeRow => ({ matchId: m, p, effect: effectOf(kind) })),
      ...marks.map(({ m, p }): ChangeRow => ({ matchId: m, p, effect: "change" })),
      ...matches.map(({ _id, p }): ChangeRow => ({ matchId: _id, p, effect: "activity" })),
    ].sort((one, other) => one.p - other.p);
    const ends = [events, marks, matches].flatMap((found) =>
      found.length < PAGE ? [] : [found.at(-1)?.p ?? 0],
    );
    if (ends.length === 0) return { rows, end: undefined };
    // Where one kind was cut, the others are whole; the stamp at the cut may have more than what was read.
    const end = Math.min(...ends) - 1;
    return { rows: rows.filter(({ p }) => p <= end), end };
  }
}

function effectOf(kind: string): ChangeRow["effect"] {
  if (kind === "message") return "activity";
  return kind === "close" ? "end" : "change";
}
