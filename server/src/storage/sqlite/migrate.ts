import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./migrations.ts";

/** Marks a file as a Duologue store: "Duol" in ASCII. */
export const APPLICATION_ID = 0x44_75_6f_6c;

/** The version of a file's schema; 0: nothing was made yet. */
export function schemaVersion(db: DatabaseSync): number {
  const hasMeta = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined;
  if (!hasMeta) return 0;
  return Number(db.prepare("SELECT value FROM meta WHERE key = 'schema_version'").get()?.["value"]);
}

/**
 * Takes every step that the file has not taken yet. Each is one transaction together with the record of it: a process
 * that dies in the middle leaves the file between two steps, and the next start goes on from there (G15).
 *
 * @param beforeCommit called when a step was taken and is not committed
 */
export function migrate(
  db: DatabaseSync,
  migrations: readonly Migration[],
  beforeCommit: () => void = () => {},
): void {
  const taken = schemaVersion(db);
  for (const { version, sql } of migrations) {
    if (version <= taken) continue;
    db.exec("BEGIN IMMEDIATE");
    try {
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(sql);
      db.prepare(
        "INSERT INTO meta VALUES ('schema_version', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      ).run(String(version));
      beforeCommit();
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }
}
