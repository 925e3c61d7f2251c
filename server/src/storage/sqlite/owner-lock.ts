import { DatabaseSync } from "node:sqlite";
import { createPrivately } from "./private-file.ts";
import { isBusy } from "./sqlite-error.ts";

/** How long a process that is just ending may take to let go: a restart must not fail because of it. */
const PATIENCE_MS = 1_000;

export interface Ownership {
  release(): void;
}

/** Another process is the owner: in words for the person at the terminal. */
export class OwnedError extends Error {
  override readonly name = "OwnedError";
}

/**
 * Makes this process the only owner of a data directory (G15). The lock is an open transaction on a file of its own:
 * the operating system drops it when the process dies, however it dies, so there is never a stale one to remove.
 *
 * @throws OwnedError when another process is the owner
 */
export function takeOwnership(lockPath: string): Ownership {
  createPrivately(lockPath);
  const db = new DatabaseSync(lockPath, { timeout: PATIENCE_MS });
  try {
    // The transaction never writes, so nothing of it may stay on the disk.
    db.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (cause) {
    db.close();
    if (!isBusy(cause)) throw cause;
    throw new OwnedError(
      `Another process already uses this data: it holds ${lockPath}. Stop it, or give this one a data directory of its own.`,
      { cause },
    );
  }
  return { release: () => db.close() };
}
