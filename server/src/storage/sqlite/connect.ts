import { DatabaseSync } from "node:sqlite";

const BUSY_TIMEOUT_MS = 5_000;
const WRITER_CACHE_KIB = 65_536;
/**
 * A write-ahead log that grew while checkpoints could not keep up is cut back to this when it starts over. It is more than
 * the length at which it usually does (wal-keeper.ts): what is cut off has to be grown again, in the way of commits.
 */
const WAL_KEPT_BYTES = 100_663_296;

/** What every connection must answer; `synchronous` 2 is FULL: COMMIT returns once the log is on the disk (G1). */
const REQUIRED = { journal_mode: "wal", synchronous: 2, foreign_keys: 1 } as const;

/** A connection that writes. It never checkpoints by itself: that would make one commit wait for it (see wal-keeper.ts). */
export function connectToWrite(path: string): DatabaseSync {
  return connect(path, false, [
    `PRAGMA cache_size = -${WRITER_CACHE_KIB}`,
    `PRAGMA journal_size_limit = ${WAL_KEPT_BYTES}`,
  ]);
}

/** A connection that only reads; it sees nothing but what was committed and synchronised. */
export function connectToRead(path: string): DatabaseSync {
  return connect(path, true, ["PRAGMA query_only = ON"]);
}

function connect(path: string, readOnly: boolean, pragmas: readonly string[]): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS, defensive: true });
  try {
    // The order matters: switching to WAL may lower `synchronous` to a build's own default.
    if (!readOnly) db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    for (const pragma of ["PRAGMA wal_autocheckpoint = 0", ...pragmas]) db.exec(pragma);
    assertPragmas(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @throws when a setting on which a promise rests is not in force on this connection */
export function assertPragmas(db: DatabaseSync): void {
  for (const [name, wanted] of Object.entries(REQUIRED)) {
    const found = db.prepare(`PRAGMA ${name}`).get()?.[name];
    if (found !== wanted)
      throw new Error(
        `SQLite has ${name} = ${found} where ${wanted} was asked for: writes would not be durable.`,
      );
  }
}
