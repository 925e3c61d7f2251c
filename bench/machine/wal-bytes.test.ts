import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchWal } from "./wal-bytes.ts";

let directory: string;
let database: DatabaseSync;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "wal-bytes-"));
  database = new DatabaseSync(join(directory, "any.db"));
  database.exec("PRAGMA journal_mode=WAL; CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)");
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

const note = (text: string) => database.prepare("INSERT INTO note (text) VALUES (?)").run(text);

test("counts the frames that were appended while it watched", () => {
  note("before");
  const before = statSync(join(directory, "any.db-wal")).size;
  const watch = watchWal(directory);
  for (let index = 0; index < 50; index += 1) note("x".repeat(3_000));
  const grown = statSync(join(directory, "any.db-wal")).size - before;
  expect(watch?.bytes()).toBe(grown);
  expect(grown).toBeGreaterThan(50 * 4_096);
  watch?.close();
});

test("counts on when the WAL had been copied to the database and begins anew", () => {
  for (let index = 0; index < 50; index += 1) note("x".repeat(3_000));
  database.exec("PRAGMA wal_checkpoint(FULL)");
  const watch = watchWal(directory);
  for (let index = 0; index < 5; index += 1) note("short");
  expect(watch?.bytes()).toBeGreaterThanOrEqual(5 * 4_096);
  expect(watch?.bytes()).toBeLessThan(30 * 4_096);
  watch?.close();
});

test("counts on past the automatic checkpoints of another process", () => {
  const watch = watchWal(directory);
  const commits = 1_500;
  const script = `
    const database = new (require("node:sqlite").DatabaseSync)(process.argv[1]);
    database.exec("PRAGMA synchronous=OFF");
    const note = database.prepare("INSERT INTO note (text) VALUES ('x')");
    for (let commit = 0; commit < ${commits}; commit += 1) note.run();`;
  watch?.bytes();
  execFileSync(process.execPath, ["-e", script, join(directory, "any.db")]);
  expect(watch?.bytes()).toBeGreaterThanOrEqual(commits * 4_096);
  watch?.close();
});

test("a directory without a database has nothing to watch", () => {
  const empty = mkdtempSync(join(tmpdir(), "wal-bytes-"));
  expect(watchWal(empty)).toBeUndefined();
  rmSync(empty, { recursive: true });
});
