import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a directory and those above it, level by level: Node's own recursive mkdir never returns where a file system
 * refuses new names with ENOENT, as /proc does.
 *
 * @returns whether there was none
 * @throws Error of the file system when it can't be made, ENOTDIR when something else has its name
 */
export function makeDirectories(path: string, mode?: number): boolean {
  const missing: string[] = [];
  let nearest = path;
  for (; !existsSync(nearest); nearest = dirname(nearest)) missing.unshift(nearest);
  if (!isDirectory(nearest))
    throw Object.assign(new Error(`${nearest} is not a directory`), { code: "ENOTDIR" });
  for (const directory of missing) makeOne(directory, mode);
  return missing.length > 0;
}

function makeOne(directory: string, mode: number | undefined): void {
  try {
    mkdirSync(directory, { mode });
  } catch (error) {
    // Another process may have been faster.
    if (!isDirectory(directory)) throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
