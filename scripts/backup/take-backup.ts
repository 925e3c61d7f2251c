import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeDirectories } from "../../server/src/make-directories.ts";
import { DATABASES, OWNER_ONLY, SECRETS } from "./backed-up-files.ts";
import { BackupError } from "./backup-error.ts";
import { syncToDisk } from "./sync-to-disk.ts";

/** A writer in another process holds the file for much less. */
const BUSY_TIMEOUT_MS = 10_000;

interface BackupOptions {
  /** of a server that may be running */
  dataDir: string;
  /** becomes a directory; must not exist, or be empty */
  target: string;
}

/**
 * Copies the databases as they are at one moment each, whatever is written meanwhile, and the secrets. The target is
 * there when everything in it is whole, proven and on the disk, or not at all.
 *
 * @returns the size in bytes
 * @throws BackupError
 */
export function takeBackup({ dataDir, target }: BackupOptions): number {
  if (!existsSync(join(dataDir, DATABASES[0])))
    throw new BackupError(`There is no data in ${dataDir}: DATA_DIR says where it is.`);
  if (existsSync(target) && !isEmptyDirectory(target))
    throw new BackupError(`${target} is there already. Name a directory that is not.`);
  const parent = dirname(target);
  makeDirectories(parent);
  const unfinished = mkdtempSync(`${target}.unfinished-`);
  try {
    const bytes = [...copies(dataDir, unfinished)].reduce((sum, path) => sum + statSync(path).size, 0);
    syncToDisk(unfinished);
    renameSync(unfinished, target);
    syncToDisk(parent);
    return bytes;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function* copies(from: string, to: string): Generator<string> {
  for (const name of [...DATABASES, SECRETS]) {
    const [source, copy] = [join(from, name), join(to, name)];
    if (!existsSync(source)) continue;
    if (name === SECRETS) copyFileSync(source, copy);
    else copyDatabase(source, copy);
    chmodSync(copy, OWNER_ONLY);
    syncToDisk(copy);
    yield copy;
  }
}

/** In one read, so that a server that never rests cannot keep it from ending, as it can with the backup interface. */
function copyDatabase(source: string, copy: string): void {
  const db = new DatabaseSync(source, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    db.prepare("VACUUM INTO ?").run(copy);
  } finally {
    db.close();
  }
  const made = new DatabaseSync(copy, { readOnly: true });
  try {
    const found = String(made.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"]);
    if (found !== "ok") throw new BackupError(`${source} is damaged (${found}). Restore an older backup.`);
  } finally {
    made.close();
  }
}

function isEmptyDirectory(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0;
}
