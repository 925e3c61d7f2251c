import { closeSync, fchmodSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getMigrations } from "better-auth/db/migration";
import type { AccountDatabase } from "./account-database.ts";

const OWNER_ONLY = 0o600;

/** Accounts in a file of their own, because two writers of one file would refuse each other's work. */
export function openSqliteAccounts(directory: string): AccountDatabase {
  const path = join(directory, "auth.db");
  keepPrivate(path);
  const database = new DatabaseSync(path);
  try {
    database.exec(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON",
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    source: database,
    isShared: false,
    // A file in this process is there or not; what goes wrong with it nobody foresees.
    honestly: (ask) => ask(),
    prepare: async (options) => (await getMigrations(options)).runMigrations(),
    close: () => database.close(),
  };
}

/** SQLite gives the files that it puts beside this one the same rights. */
function keepPrivate(path: string): void {
  const file = openSync(path, "a", OWNER_ONLY);
  fchmodSync(file, OWNER_ONLY);
  closeSync(file);
}
