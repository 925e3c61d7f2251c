import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/* Places in the header of a -shm file (https://sqlite.org/walformat.html §2.1), in the machine's byte order: little-endian. */
const HEADER_BYTES = 48;
const PAGE_SIZE_AT = 14;
const LAST_FRAME_AT = 16;
const SALT_AT = 32;
const FRAME_HEADER_BYTES = 24;

/** Reads how much a directory's databases wrote to their WALs while it was open. */
export interface WalWatch {
  bytes(): number;
  close(): void;
}

/**
 * Holds a read snapshot on each database. A WAL that was copied to the database completely may then begin anew once
 * more, at the next write; after that no checkpoint can finish, and the number of the last frame only rises.
 * undefined when there is no database that we may read.
 */
export function watchWal(directory: string): WalWatch | undefined {
  const databases = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("-shm"))
    .map((name) => join(directory, name.slice(0, -"-shm".length)));
  if (databases.length === 0) return undefined;
  const watches = databases.map(watchOne);
  return {
    bytes: () => watches.reduce((sum, watch) => sum + watch.bytes(), 0),
    close: () => {
      for (const watch of watches) watch.close();
    },
  };
}

function watchOne(path: string): WalWatch {
  /* Stays open until the end: closing it would drop every lock that this process has on the file, the snapshot's too. */
  const header = openSync(`${path}-shm`, "r");
  const reader = new DatabaseSync(path, { readOnly: true });
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM sqlite_schema").get();
  const before = walPosition(header);
  return {
    bytes: () => {
      const now = walPosition(header);
      return now.salt === before.salt ? now.bytes - before.bytes : now.bytes;
    },
    close: () => {
      reader.close();
      closeSync(header);
    },
  };
}

interface WalPosition {
  bytes: number;
  /** another one when the WAL began anew */
  salt: string;
}

function walPosition(file: number): WalPosition {
  const header = Buffer.alloc(HEADER_BYTES);
  readSync(file, header, 0, HEADER_BYTES, 0);
  const stored = header.readUInt16LE(PAGE_SIZE_AT);
  const pageSize = stored === 1 ? 65_536 : stored; // two bytes are too few for the largest size
  return {
    bytes: header.readUInt32LE(LAST_FRAME_AT) * (pageSize + FRAME_HEADER_BYTES),
    salt: header.toString("hex", SALT_AT, SALT_AT + 8),
  };
}
