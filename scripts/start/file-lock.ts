import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";

export type LockMode = "shared" | "exclusive";

const SQLITE_BUSY = 5;
const BEGIN: Record<LockMode, string> = {
  // A read transaction holds its shared lock from the first read on.
  shared: "BEGIN; SELECT count(*) FROM sqlite_schema",
  exclusive: "BEGIN EXCLUSIVE",
};

/**
 * A lock between processes that many may share or one may have alone. The kernel releases it with the process,
 * however that ends, so no lock is ever stale. SQLite locks an empty file for us, alike on every platform.
 * Returns how to release it, or undefined when somebody else is in the way.
 */
export function tryLock(file: string, mode: LockMode): (() => void) | undefined {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec(BEGIN[mode]);
    return () => database.close();
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}

/** The same, waiting until it is free. */
export async function lock(file: string, mode: LockMode, signal?: AbortSignal): Promise<() => void> {
  for (;;) {
    const release = tryLock(file, mode);
    if (release !== undefined) return release;
    await pause(200, undefined, { signal });
  }
}
