import { chmodSync, closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { prepareDataFile } from "./data-file.ts";

function madeFile(): string {
  const path = join(scratchDirectory(), "duologue.db");
  prepareDataFile(path);
  return path;
}

function change(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

test("a file is made once, for its owner only, and keeps its identity", () => {
  const path = join(scratchDirectory(), "duologue.db");
  const identity = prepareDataFile(path);
  expect(identity.epoch).toMatch(/^[0-9a-f-]{36}$/);
  expect(Buffer.from(identity.sealingKey, "base64url")).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(prepareDataFile(path)).toStrictEqual(identity);
  expect(prepareDataFile(madeFile())).not.toStrictEqual(identity);
});

test("a file that others could read is theirs no longer", () => {
  const path = madeFile();
  chmodSync(path, 0o644);
  prepareDataFile(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a file that was begun and left empty is completed", () => {
  const path = join(scratchDirectory(), "duologue.db");
  writeFileSync(path, "");
  prepareDataFile(path);
  change(path, "SELECT * FROM event");
});

test.each([
  ["G5 the order of the log", "DROP TABLE event", "table event is missing"],
  ["the order of a list", "DROP INDEX match_active_a", "index match_active_a is missing"],
  [
    "G3 the key that makes a send idempotent",
    "ALTER TABLE event RENAME TO old; CREATE TABLE event (match INTEGER, seq INTEGER, PRIMARY KEY (match, seq)); DROP TABLE old",
    "table event is different",
  ],
  [
    "what nobody knows of",
    "CREATE TRIGGER loss AFTER INSERT ON event BEGIN DELETE FROM event; END",
    "trigger loss is not ours",
  ],
])("G15 a schema without proof is refused: %s", (_what, sql, complaint) => {
  const path = madeFile();
  change(path, sql);
  expect(() => prepareDataFile(path)).toThrow(complaint);
  expect(() => prepareDataFile(path)).toThrow(`The schema of ${path}`);
});

test("G15 the file of a newer version is refused, and left as it is", () => {
  const path = madeFile();
  change(path, "UPDATE meta SET value = '99' WHERE key = 'schema_version'");
  const before = readFileSync(path);
  expect(() => prepareDataFile(path)).toThrow(/written by a newer version of Duologue: its schema is 99/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.each([
  ["without a mark", "CREATE TABLE theirs (x)"],
  ["with a mark of its own", "PRAGMA application_id = 42"],
])("G15 another program's file %s is refused, and left as it is", (_what, sql) => {
  const path = join(scratchDirectory(), "duologue.db");
  change(path, `${sql}; PRAGMA user_version = 1`);
  const before = readFileSync(path);
  expect(() => prepareDataFile(path)).toThrow(`${path} belongs to another program`);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("G15 what is no database is refused, and left as it is", () => {
  const path = join(scratchDirectory(), "duologue.db");
  writeFileSync(path, "These are my notes. ".repeat(1_000));
  expect(() => prepareDataFile(path)).toThrow(/cannot be read as a database .* Restore it from a backup/);
  expect(readFileSync(path, "utf8")).toMatch(/^These are my notes/);
});

test("G15 a damaged file is refused", () => {
  const path = madeFile();
  change(
    path,
    `WITH RECURSIVE n (key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n WHERE key < 500)
     INSERT INTO person SELECT key, 'person' || key, 'name', NULL, NULL, 1, 1, 1 FROM n`,
  );
  const file = openSync(path, "r+");
  const pages = statSync(path).size / 4_096;
  for (let page = 1; page < pages; page += 1) writeSync(file, Buffer.alloc(64, 0xee), 0, 64, page * 4_096);
  closeSync(file);
  expect(() => prepareDataFile(path)).toThrow(/cannot be read as a database/);
});
