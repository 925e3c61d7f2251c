import type { Activity, Moved } from "./activity.ts";
import { MATCH_COLUMNS } from "./match-directory.ts";
import { type KeyedMatch, type MatchRow, toKeyedMatch } from "./match-row.ts";
import type { Reader } from "./reader.ts";

/** A match at its place in one of its members' lists. */
export interface PlacedMatch extends KeyedMatch {
  position: number;
}

type Column = "active" | "changed";

interface Range {
  /** 0: nothing that was ever placed is below it */
  above: number;
  below: number;
  limit: number;
}

const END = Number.MAX_SAFE_INTEGER;

/** The two orders of somebody's matches: the match table with what it does not know yet on top (see Activity). */
export class MatchPlaces {
  readonly #reader: Reader;
  readonly #activity: Activity;

  constructor(reader: Reader, activity: Activity) {
    this.#reader = reader;
    this.#activity = activity;
  }

  /** Latest activity first. */
  latest(userId: string, below = END, limit = 1): PlacedMatch[] {
    const moved = this.#activity.of(userId).filter(({ active }) => active > 0);
    return this.#merge({ userId, column: "active", newestFirst: true, moved }, { above: 0, below, limit });
  }

  /** Latest activity first, without matches that have ended. */
  latestOpen(userId: string, limit: number): PlacedMatch[] {
    const all = this.#activity.of(userId);
    const ended = new Set(all.filter((each) => each.ended).map(({ key }) => key));
    const moved = all.filter(({ active }) => active > 0);
    const range = { above: 0, below: END, limit: limit + ended.size };
    return this.#merge({ userId, column: "active", newestFirst: true, moved, openOnly: true }, range)
      .filter(({ key }) => !ended.has(key))
      .slice(0, limit);
  }

  /** Oldest change first. */
  changed(userId: string, above: number, limit: number): PlacedMatch[] {
    const moved = this.#activity.of(userId);
    return this.#merge(
      { userId, column: "changed", newestFirst: false, moved },
      { above, below: END, limit },
    );
  }

  /** The position of the newest change; 0: nothing ever happened. */
  newestChange(userId: string): number {
    const moved = this.#activity.of(userId);
    const range = { above: 0, below: END, limit: 1 };
    return this.#merge({ userId, column: "changed", newestFirst: true, moved }, range)[0]?.position ?? 0;
  }

  #merge(order: Order, { above, below, limit }: Range): PlacedMatch[] {
    const { userId, column, newestFirst, moved } = order;
    const elsewhere = new Set(moved.map(({ key }) => key));
    const stored = this.#reader
      .all<MatchRow & { position: number }>(listSql(order), userId, above, below, limit + moved.length)
      .filter(({ key }) => !elsewhere.has(key))
      .map((row) => ({ ...toKeyedMatch(row), position: row.position }));
    const placed = moved
      .map((each) => ({ key: each.key, match: each.match, position: each[column] }))
      .filter(({ position }) => position > above && position < below);
    const sign = newestFirst ? -1 : 1;
    return [...stored, ...placed].sort((a, b) => sign * (a.position - b.position)).slice(0, limit);
  }
}

interface List {
  column: Column;
  newestFirst: boolean;
  openOnly?: boolean;
}

interface Order extends List {
  userId: string;
  /** the matches whose place in the table is out of date */
  moved: readonly Moved[];
}

/** A member is one or the other of a match; SQLite reads both indexes in their order and stops at the limit. */
export function listSql({ column, newestFirst, openOnly }: List): string {
  const half = (member: string) => `
    SELECT ${MATCH_COLUMNS}, ${column} AS position FROM match
    WHERE ${member} = ?1 AND ${column} > ?2 AND ${column} < ?3${openOnly ? " AND ended = 0" : ""}`;
  return `${half("member_a")} UNION ALL ${half("member_b")}
    ORDER BY position ${newestFirst ? "DESC" : "ASC"} LIMIT ?4`;
}
