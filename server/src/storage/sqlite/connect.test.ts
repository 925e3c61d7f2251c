import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { assertPragmas, connectToRead, connectToWrite } from "./connect.ts";

function connections() {
  const path = join(scratchDirectory(), "some.db");
  const open = [connectToWrite(path), connectToRead(path)] as const;
  onTestFinished(() => {
    for (const db of open) db.close();
  });
  return open;
}

const pragma = (db: DatabaseSync, name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

test("G1 F13 every connection synchronises each commit, holds to foreign keys and waits for others", () => {
  for (const db of connections()) {
    expect(pragma(db, "journal_mode")).toBe("wal");
    expect(pragma(db, "synchronous")).toBe(2);
    expect(pragma(db, "foreign_keys")).toBe(1);
    expect(pragma(db, "busy_timeout")).toBe(5_000);
    expect(pragma(db, "wal_autocheckpoint")).toBe(0);
  }
});

test.each(["synchronous = NORMAL", "foreign_keys = OFF"])("G1 F13 %s would be noticed", (setting) => {
  const [db] = connections();
  assertPragmas(db);
  db.exec(`PRAGMA ${setting}`);
  expect(() => assertPragmas(db)).toThrow(/where .* was asked for/);
});

test("G1 a database without a write-ahead log would be noticed", () => {
  const db = new DatabaseSync(":memory:");
  expect(() => assertPragmas(db)).toThrow("journal_mode = memory");
});

test("the reading connection cannot write", () => {
  const [writer, reader] = connections();
  writer.exec("CREATE TABLE t (x)");
  expect(() => reader.exec("INSERT INTO t VALUES (1)")).toThrow(/readonly/);
});
