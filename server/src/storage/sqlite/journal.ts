import type { DatabaseSync } from "node:sqlite";
import type { Effect } from "./effect.ts";

/**
 * Appends to the journal: each change gets the next position, in the order of commits. The newest row is never removed
 * (see activity-writes.ts), so positions go on after a restart where they were.
 */
export function prepareJournal(db: DatabaseSync): (match: number, effect: Effect) => number {
  const append = db.prepare("INSERT INTO journal (match, effect) VALUES (?, ?)");
  return (match, effect) => Number(append.run(match, effect).lastInsertRowid);
}
