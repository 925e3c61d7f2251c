import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { APPLICATION_ID, migrate, schemaVersion } from "./migrate.ts";
import { migrations } from "./migrations.ts";

const first = {
  version: 1,
  sql: "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT; CREATE TABLE a (x) ",
};
const second = { version: 2, sql: "CREATE TABLE b (x); INSERT INTO b VALUES (1)" };
const broken = {
  version: 2,
  sql: "CREATE TABLE b (x); INSERT INTO b VALUES (1); INSERT INTO nowhere VALUES (1)",
};

const tables = (db: DatabaseSync) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map((row) => row["name"]);

test("an empty file takes every step, and records it", () => {
  const db = new DatabaseSync(":memory:");
  expect(schemaVersion(db)).toBe(0);
  migrate(db, migrations);
  expect(schemaVersion(db)).toBe(migrations.at(-1)?.version);
  expect(db.prepare("PRAGMA application_id").get()).toMatchObject({ application_id: APPLICATION_ID });
});

test("F57 G15 a step that is interrupted leaves nothing of itself, and the next start goes on with it", () => {
  const db = new DatabaseSync(":memory:");
  expect(() => migrate(db, [first, broken])).toThrow("no such table: nowhere");
  expect(db.isTransaction).toBe(false);
  expect(schemaVersion(db)).toBe(1);
  expect(tables(db)).toStrictEqual(["a", "meta"]);
  migrate(db, [first, second]);
  expect(schemaVersion(db)).toBe(2);
  expect(tables(db)).toStrictEqual(["a", "b", "meta"]);
});

test("F57 steps that were taken are not taken again", () => {
  const db = new DatabaseSync(":memory:");
  migrate(db, [first, second]);
  migrate(db, [first, second]);
  expect(db.prepare("SELECT count(*) AS count FROM b").get()).toMatchObject({ count: 1 });
});

test("the steps are numbered 1, 2, 3 …", () => {
  expect(migrations.map(({ version }) => version)).toStrictEqual(migrations.map((_, index) => index + 1));
});
