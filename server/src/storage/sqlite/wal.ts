import type { DatabaseSync } from "node:sqlite";
import { verdictOn } from "./sqlite-error.ts";

/**
 * Copies the write-ahead log into the data file. PASSIVE copies what it can without making anybody wait; TRUNCATE also
 * empties the log, which needs it alone. A disk that is full now may have room at the next attempt; after any other
 * failure the data file cannot be trusted without a recovery, so that is thrown.
 *
 * @see https://sqlite.org/pragma.html#pragma_wal_checkpoint
 */
export function checkpoint(db: DatabaseSync, mode: "PASSIVE" | "TRUNCATE"): void {
  try {
    db.exec(`PRAGMA wal_checkpoint(${mode})`);
  } catch (error) {
    if (verdictOn(error) !== "refused") throw error;
  }
}

/** Prepares the count of pages in the write-ahead log, whether they were copied or not. */
export function prepareWalPages(db: DatabaseSync): () => number {
  const count = db.prepare("PRAGMA wal_checkpoint(NOOP)");
  return () => Number(count.get()?.["log"]);
}
