import { statSync } from "node:fs";
import type { Log } from "./log.ts";
import { makeDirectories } from "./make-directories.ts";

/** What lies in it is private: messages, password hashes and the keys that sign sessions. */
const OWNER_ONLY = 0o700;

/**
 * Makes the directory if there is none. The rights of one that was there are its owner's to set: a warning says so.
 * @throws Error with a sentence for the operator when it can't be made
 */
export function openDataDirectory(path: string, log: Log): void {
  if (made(path)) return;
  if ((statSync(path).mode & 0o077) !== 0)
    log.warn(
      { path },
      "other users of this machine may look into the data directory: chmod 700 keeps them out",
    );
}

function made(path: string): boolean {
  try {
    return makeDirectories(path, OWNER_ONLY);
  } catch (cause) {
    throw new Error(`DATA_DIR must be a directory, or a place where one can be made: ${path} is neither`, {
      cause,
    });
  }
}
