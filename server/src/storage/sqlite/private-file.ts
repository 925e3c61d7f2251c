import { chmodSync, closeSync, openSync } from "node:fs";

/**
 * Makes sure that a file exists and that only its owner can read it. A file that exists is not opened: closing any
 * handle to a file gives up all locks that this process holds on it, and another store of this process may hold some.
 */
export function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, "ax", 0o600));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  chmodSync(path, 0o600);
}
