import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { isBusy, resultCode, type Verdict, verdictOn } from "./sqlite-error.ts";

const failure = (errcode: number) => Object.assign(new Error("failed"), { errcode });

const verdicts: [what: string, errcode: number, verdict: Verdict][] = [
  ["SQLITE_FULL: no room on the disk", 13, "refused"],
  ["SQLITE_BUSY: something else holds the file", 5, "refused"],
  ["SQLITE_NOMEM", 7, "refused"],
  ["SQLITE_READONLY", 8, "refused"],
  ["SQLITE_IOERR_WRITE: the file system became read-only", 778, "refused"],
  ["SQLITE_IOERR_SHMSIZE: no room for the log's index", 4874, "refused"],
  ["SQLITE_IOERR_FSYNC: the disk lost what it had taken", 1034, "fatal"],
  ["SQLITE_IOERR_DIR_FSYNC", 1290, "fatal"],
  ["SQLITE_IOERR_READ", 266, "fatal"],
  ["SQLITE_IOERR", 10, "fatal"],
  ["SQLITE_CORRUPT", 11, "fatal"],
  ["SQLITE_NOTADB", 26, "fatal"],
  ["SQLITE_CONSTRAINT_UNIQUE", 2067, "spoilt"],
  ["SQLITE_MISMATCH", 20, "spoilt"],
  ["SQLITE_TOOBIG", 18, "spoilt"],
];

test.each(verdicts)("F14 F17 %s (%i) is %s", (_what, errcode, verdict) => {
  expect(verdictOn(failure(errcode))).toBe(verdict);
});

test("a failure that is not SQLite's spoils one write only", () => {
  expect(verdictOn(new TypeError("not iterable"))).toBe("spoilt");
  expect(verdictOn("thrown")).toBe("spoilt");
});

test("the code of a real failure is found", () => {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE t (x INTEGER UNIQUE) STRICT; INSERT INTO t VALUES (1)");
  let caught: unknown;
  try {
    db.exec("INSERT INTO t VALUES (1)");
  } catch (error) {
    caught = error;
  }
  expect(resultCode(caught)).toBe(2067);
  expect(isBusy(caught)).toBe(false);
  expect(isBusy(failure(261))).toBe(true);
});
