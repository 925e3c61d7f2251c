import type { MatchRecord } from "../../server/src/domain/ports.ts";
import { connectToWrite } from "../../server/src/storage/sqlite/connect.ts";
import { toColumns } from "../../server/src/storage/sqlite/event-row.ts";
import { prepareWrites } from "../../server/src/storage/sqlite/prepare-writes.ts";
import { checkpoint } from "../../server/src/storage/sqlite/wal.ts";

/** One row of a log to be written; `key` is its match's. */
export interface Line {
  key: number;
  match: MatchRecord;
  seq: number;
}

/** A flush for each of so many rows, instead of for each message: filling is not what is measured. */
const ROWS_PER_COMMIT = 20_000;

/** Writes messages into the closed file of a store with the store's own statements, and leaves its lists up to date. */
export function fillLog(path: string, lines: Iterable<Line>, content: string): void {
  const db = connectToWrite(path);
  const writes = prepareWrites(db);
  const newest = new Map<number, number>();
  let rows = 0;
  const commit = () => {
    writes.fold([...newest].map(([key, position]) => [key, position, position, 0] as const));
    const last = Math.max(0, ...newest.values());
    while (writes.trim(last));
    newest.clear();
    db.exec("COMMIT");
    checkpoint(db, "PASSIVE");
  };
  db.exec("BEGIN");
  for (const { key, match, seq } of lines) {
    const position = writes.event(toColumns(key, match, rowAt(match, seq, content)));
    if (position === 0) throw new Error(`Message ${seq} of ${match.id} was not stored`);
    newest.set(key, position);
    rows += 1;
    if (rows % ROWS_PER_COMMIT > 0) continue;
    commit();
    db.exec("BEGIN");
  }
  commit();
  db.close();
}

function rowAt(match: MatchRecord, seq: number, content: string) {
  return {
    event: {
      id: `${match.id}-${seq}`,
      matchId: match.id,
      seq,
      kind: "message",
      actorId: match.members[0],
      clientMessageId: `history-${seq}`,
      createdAt: new Date(match.createdAt + seq).toISOString(),
      targetSeq: null,
      content,
    },
    sent: [seq, 0],
    messageSeq: seq,
  } as const;
}
