import { mkdirSync, statSync } from "node:fs";
import type { Log } from "./log.ts";

/** What lies in it is private: messages, password hashes and the keys that sign sessions. */
const OWNER_ONLY = 0o700;

/** Makes the directory if there is none. The rights of one that was there are its owner's to set: a warning says so. */
export function openDataDirectory(path: string, log: Log): void {
  const made = mkdirSync(path, { recursive: true, mode: OWNER_ONLY });
  if (made === undefined && (statSync(path).mode & 0o077) !== 0)
    log.warn(
      { path },
      "other users of this machine may look into the data directory: chmod 700 keeps them out",
    );
}
