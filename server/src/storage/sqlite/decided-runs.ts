import type { DatabaseSync } from "node:sqlite";

/** Keys of people from first to last, both of them included. */
export interface Run {
  first: number;
  last: number;
}

/**
 * Keeps whom somebody has decided on as runs of neighbouring keys. Two runs that touch become one, so that between two
 * of them there is always somebody undecided: whoever looks for those passes over everybody else in one step.
 */
export function prepareDecidedRuns(db: DatabaseSync) {
  const upTo = db.prepare(
    "SELECT first, last FROM decided WHERE by_person = ? AND first <= ? ORDER BY first DESC LIMIT 1",
  );
  const takeFrom = db.prepare("DELETE FROM decided WHERE by_person = ? AND first = ? RETURNING last");
  const put = db.prepare(
    "INSERT INTO decided VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
  );
  return {
    /** Again changes nothing. */
    add(byPerson: number, key: number): void {
      const before = upTo.get(byPerson, key) as Run | undefined;
      if (before !== undefined && before.last >= key) return;
      const after = takeFrom.get(byPerson, key + 1) as Pick<Run, "last"> | undefined;
      const first = before?.last === key - 1 ? before.first : key;
      put.run(byPerson, first, after?.last ?? key);
    },
  };
}
