import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeDirectories } from "../../server/src/make-directories.ts";
import { takeOwnership } from "../../server/src/storage/sqlite/owner-lock.ts";
import { pathsIn } from "../../server/src/storage/sqlite/paths.ts";
import { renewEpoch } from "../../server/src/storage/sqlite/renew-epoch.ts";
import { DATABASES, OWNER_ONLY, SECRETS } from "./backed-up-files.ts";
import { BackupError } from "./backup-error.ts";
import { syncToDisk } from "./sync-to-disk.ts";

const FILES = [...DATABASES, SECRETS];
/** What SQLite keeps beside a database; with another one it would be wrong. */
const BESIDE = ["", "-wal", "-shm"];

interface RestoreOptions {
  /** as takeBackup made it */
  backup: string;
  /** of a server that is stopped; made when it is not there */
  dataDir: string;
  now: Date;
}

/**
 * Puts a backup in the place of what is in the data directory, which is kept beside it. Everything is proven before
 * anything is moved. The epoch is another one afterwards: whatever clients know from after the backup is void, and they
 * begin anew (G7, G15). Killed in between, it can be run again.
 *
 * @returns where the data of before is; undefined when there was none
 * @throws BackupError, or what keeps the data from being served
 */
export function restoreBackup({ backup, dataDir, now }: RestoreOptions): string | undefined {
  if (!existsSync(join(backup, DATABASES[0])))
    throw new BackupError(`${backup} is no backup: it has no ${DATABASES[0]}.`);
  makeDirectories(dataDir, 0o700);
  const ownership = takeOwnership(pathsIn(dataDir).lock);
  const staged = mkdtempSync(join(dataDir, "restoring-"));
  try {
    const files = FILES.filter((name) => existsSync(join(backup, name)));
    for (const name of files) {
      copyFileSync(join(backup, name), join(staged, name));
      chmodSync(join(staged, name), OWNER_ONLY);
    }
    renewEpoch(join(staged, DATABASES[0]));
    for (const name of files) syncToDisk(join(staged, name));
    const kept = setAside(dataDir, join(dataDir, `before-restore-${now.toISOString().replaceAll(":", "-")}`));
    // The log comes last: without it the directory is one that a server would fill anew, so it must not miss the rest.
    for (const name of files.toReversed()) renameSync(join(staged, name), join(dataDir, name));
    syncToDisk(dataDir);
    return kept;
  } finally {
    rmSync(staged, { recursive: true, force: true });
    ownership.release();
  }
}

function setAside(dataDir: string, aside: string): string | undefined {
  const names = FILES.flatMap((name) => BESIDE.map((end) => name + end));
  const found = names.filter((name) => existsSync(join(dataDir, name)));
  if (found.length === 0) return undefined;
  mkdirSync(aside, { mode: 0o700 });
  for (const name of found) renameSync(join(dataDir, name), join(aside, name));
  return aside;
}
