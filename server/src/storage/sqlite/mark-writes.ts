import type { DatabaseSync } from "node:sqlite";
import { prepareJournal } from "./journal.ts";

/** A row of `mark` without its key. */
export interface MarkRow {
  read_seq: number;
  delivered_seq: number;
  read_at: number | null;
}

export type Raise = readonly [match: number, side: 0 | 1, readSeq: number, deliveredSeq: number, at: number];

export function prepareMarkWrites(db: DatabaseSync) {
  // No row is returned when nothing rises.
  const raise = db.prepare(`
    INSERT INTO mark SELECT ?1, ?2, ?3, ?4, iif(?3 > 0, ?5, NULL) WHERE ?3 > 0 OR ?4 > 0
    ON CONFLICT DO UPDATE SET
      read_at = iif(excluded.read_seq > read_seq, excluded.read_at, read_at),
      read_seq = max(read_seq, excluded.read_seq),
      delivered_seq = max(delivered_seq, excluded.delivered_seq)
    WHERE excluded.read_seq > read_seq OR excluded.delivered_seq > delivered_seq
    RETURNING read_seq, delivered_seq, read_at`);
  const journal = prepareJournal(db);
  return {
    /** @returns the marks that hold now and the position of the change; undefined when they are there already */
    raise(marks: Raise): { row: MarkRow; position: number } | undefined {
      const row = raise.get(...marks) as MarkRow | undefined;
      return row && { row, position: journal(marks[0], "change") };
    },
  };
}
