import { closeSync, fsyncSync, openSync } from "node:fs";

/** Returns once this file, or the list of a directory's files, is on the disk. */
export function syncToDisk(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
