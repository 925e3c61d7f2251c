import { randomBytes, randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { connectToWrite } from "./connect.ts";
import { APPLICATION_ID, migrate, schemaVersion } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { createPrivately } from "./private-file.ts";
import { schemaFaults } from "./prove-schema.ts";
import { resultCode } from "./sqlite-error.ts";

/** Files up to this size are read through before they are served; larger ones would delay the start too long. */
const CHECKED_BYTES = 67_108_864;

/** What makes one store's cursors and tokens its own. */
export interface Identity {
  /** another one after every restore of a backup (G15) */
  epoch: string;
  /** the 32 bytes under which cursors and tokens are sealed, in base64url */
  sealingKey: string;
}

/**
 * Creates or upgrades the data file, and proves that it is what the rest relies on. The caller owns the directory.
 *
 * @throws with a sentence for the operator when the file cannot be served
 */
export function prepareDataFile(path: string, beforeCommit?: () => void): Identity {
  createPrivately(path);
  refuseUnreadable(path);
  const db = connectToWrite(path);
  try {
    migrate(db, migrations, beforeCommit);
    refuseUnproven(db, path);
    return identityOf(db);
  } finally {
    db.close();
  }
}

function refuseUnreadable(path: string): void {
  const db = new DatabaseSync(path);
  try {
    refuseForeign(db, path);
    const fault = statSync(path).size <= CHECKED_BYTES ? firstFault(db) : undefined;
    if (fault !== undefined) throw unreadable(path, fault);
  } catch (error) {
    if (resultCode(error) === undefined) throw error;
    throw unreadable(path, error instanceof Error ? error.message : "", error);
  } finally {
    db.close();
  }
}

function refuseForeign(db: DatabaseSync, path: string): void {
  const id = Number(db.prepare("PRAGMA application_id").get()?.["application_id"]);
  const isEmpty = db.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
  if (id !== APPLICATION_ID && !(id === 0 && isEmpty))
    throw new Error(`${path} belongs to another program. Move it away, or choose another data directory.`);
  const newest = migrations.at(-1)?.version ?? 0;
  const version = schemaVersion(db);
  if (version > newest)
    throw new Error(
      `${path} was written by a newer version of Duologue: its schema is ${version}, this version knows ${newest}. Install that version or a later one.`,
    );
}

function refuseUnproven(db: DatabaseSync, path: string): void {
  const faults = schemaFaults(db);
  if (faults.length > 0)
    throw new Error(
      `The schema of ${path} is not the one that this version makes: ${faults.join(", ")}. Restore the file from a backup.`,
    );
}

function firstFault(db: DatabaseSync): string | undefined {
  const answer = String(db.prepare("PRAGMA quick_check(1)").get()?.["quick_check"]);
  return answer === "ok" ? undefined : answer;
}

function unreadable(path: string, fault: string, cause?: unknown): Error {
  return new Error(
    `${path} cannot be read as a database (${fault}). Restore it from a backup, or move it away to begin anew.`,
    { cause },
  );
}

function identityOf(db: DatabaseSync): Identity {
  const keep = db.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING");
  keep.run("epoch", randomUUID());
  keep.run("sealing_key", randomBytes(32).toString("base64url"));
  const read = db.prepare("SELECT value FROM meta WHERE key = ?");
  return {
    epoch: String(read.get("epoch")?.["value"]),
    sealingKey: String(read.get("sealing_key")?.["value"]),
  };
}
