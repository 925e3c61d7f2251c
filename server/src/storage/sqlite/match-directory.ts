import { LRUCache } from "lru-cache";
import type { MatchRecord } from "../../domain/ports.ts";
import { type KeyedMatch, type MatchRow, toKeyedMatch } from "./match-row.ts";
import type { Reader } from "./reader.ts";

/** Matches never change, so those that were used lately are not read again. */
const REMEMBERED = 20_000;

export const MATCH_COLUMNS = "key, id, member_a, member_b, created_at";

export class MatchDirectory {
  readonly #reader: Reader;
  readonly #known = new LRUCache<string, KeyedMatch>({ max: REMEMBERED });

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  find(matchId: string): KeyedMatch | undefined {
    let known = this.#known.get(matchId);
    if (known === undefined) {
      const row = this.#reader.get<MatchRow>(`SELECT ${MATCH_COLUMNS} FROM match WHERE id = ?`, matchId);
      if (row === undefined) return undefined;
      known = toKeyedMatch(row);
      this.#known.set(matchId, known);
    }
    return known;
  }

  /** The key of a match that the caller has from this store. */
  keyOf(match: MatchRecord): number {
    const found = this.find(match.id);
    if (found === undefined) throw new Error(`There is no match ${match.id} in this store.`);
    return found.key;
  }
}
