import type { DatabaseSync } from "node:sqlite";

/** Where a match is in the lists of its members, as far as a part of the journal tells; 0: that part does not say. */
export type Place = readonly [key: number, active: number, changed: number, ended: 0 | 1];

/** Rows of the journal that one write removes: a few milliseconds, so that the messages beside it do not wait. */
const TRIMMED_AT_ONCE = 2_048;

export function prepareActivityWrites(db: DatabaseSync) {
  const fold = db.prepare(`
    UPDATE match SET active = max(active, ?2), changed = max(changed, ?3), ended = max(ended, ?4)
    WHERE key = ?1`);
  const trim = db.prepare(`
    DELETE FROM journal
    WHERE position < min(?, (SELECT min(position) FROM journal) + ${TRIMMED_AT_ONCE})
      AND position < (SELECT max(position) FROM journal)`);
  return {
    /** Takes places over into the match table. Again changes nothing. */
    fold(places: readonly Place[]): void {
      for (const place of places) fold.run(...place);
    },
    /** Removes rows below a position that were taken over. @returns whether there may be more */
    trim(below: number): boolean {
      return Number(trim.run(below).changes) === TRIMMED_AT_ONCE;
    },
  };
}
