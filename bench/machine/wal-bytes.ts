import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/* Places in the header of a -shm file (https://sqlite.org/walformat.html §2.1): native byte order, as here. */
const PAGE_SIZE_AT = 14;
const LAST_FRAME_AT = 16;
const FRAME_HEADER_BYTES = 24;

/** Reads how much a directory's databases wrote to their WALs while it was open. */
export interface WalWatch {
  bytes(): number;
  close(): void;
}

/**
 * Holds a read snapshot on each database, so that no checkpoint can start its WAL anew: the number of the last frame
 * then only rises. undefined when there is no database that we may read.
 */
export function watchWal(directory: string): WalWatch | undefined {
  const databases = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("-shm"))
    .map((name) => join(directory, name.slice(0, -"-shm".length)));
  if (databases.length === 0) return undefined;
  const readers = databases.map(holdSnapshot);
  const before = databases.map(walBytes);
  return {
    bytes: () =>
      databases.reduce((sum, database, index) => sum + walBytes(database) - (before[index] ?? 0), 0),
    close: () => {
      for (const reader of readers) reader.close();
    },
  };
}

function holdSnapshot(path: string): DatabaseSync {
  const reader = new DatabaseSync(path, { readOnly: true });
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM sqlite_schema").get();
  return reader;
}

function walBytes(database: string): number {
  const header = readFileSync(`${database}-shm`).subarray(0, 48);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const stored = view.getUint16(PAGE_SIZE_AT, true);
  const pageSize = stored === 1 ? 65_536 : stored;
  return view.getUint32(LAST_FRAME_AT, true) * (pageSize + FRAME_HEADER_BYTES);
}
