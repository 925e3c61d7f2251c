import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { connectToRead, connectToWrite } from "./connect.ts";
import { prepareDataFile } from "./data-file.ts";
import type { EventColumns } from "./log-writes.ts";
import { prepareWrites, type Write } from "./prepare-writes.ts";
import { runBatch } from "./run-batch.ts";

/** A data file with one match (key 1), as the writer has it. */
function written() {
  const path = join(scratchDirectory(), "duologue.db");
  prepareDataFile(path);
  const db = connectToWrite(path);
  const reader = connectToRead(path);
  onTestFinished(() => {
    db.close();
    reader.close();
  });
  db.exec(`
    INSERT INTO person (id, name, read_receipts, typing, presence) VALUES ('ann', 'Ann', 1, 1, 1), ('bob', 'Bob', 1, 1, 1);
    INSERT INTO match (key, id, member_a, member_b, created_at) VALUES (1, 'm', 'ann', 'bob', 0)`);
  const writes = prepareWrites(db);
  return {
    db,
    run: (batch: readonly Write[]) => runBatch(db, writes, batch),
    seqs: () =>
      reader
        .prepare("SELECT seq FROM event ORDER BY seq")
        .all()
        .map((row) => row["seq"]),
    journal: () => count(reader, "journal"),
  };
}

const count = (db: DatabaseSync, table: string) =>
  db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"];

const AT = "2026-01-02T03:04:05.678Z";

function event(seq: number, { match = 1, body = "hello", clientId = `client-${seq}` } = {}): Write {
  const columns: EventColumns = [match, seq, `m-${seq}`, "message", 0, clientId, null, body, AT, seq, 0, seq];
  return ["event", columns];
}

test("G3 G5 a conflict is an answer; what stands beside it is stored in one transaction", () => {
  const { run, seqs, journal } = written();
  run([event(1)]);
  const reply = run([event(2), event(1), event(3, { clientId: "client-1" }), event(3)]);
  expect(reply).toStrictEqual({ answers: [2, 0, 0, 3] });
  expect(seqs()).toStrictEqual([1, 2, 3]);
  expect(journal()).toBe(3);
});

test("G14 a write that breaks the schema fails alone, and leaves nothing", () => {
  const { run, seqs, journal } = written();
  const reply = run([event(1), event(0), event(2), event(1, { match: 404 }), event(3)]);
  expect(reply).toStrictEqual({
    outcomes: [
      { answer: 1 },
      { failure: expect.stringContaining("CHECK constraint failed"), refused: false },
      { answer: 2 },
      { failure: expect.stringContaining("FOREIGN KEY constraint failed"), refused: false },
      { answer: 3 },
    ],
  });
  expect(seqs()).toStrictEqual([1, 2, 3]);
  expect(journal()).toBe(3);
});

test("a write of several statements is undone as a whole when its last one fails", () => {
  const { db, run } = written();
  db.exec("INSERT INTO person (id, name, read_receipts, typing, presence) VALUES ('cid', 'Cid', 1, 1, 1)");
  const proposed = { id: "m", member_a: "ann", member_b: "cid", created_at: 0 };
  const [first, second] = [
    run([["like", { from: "ann", to: "cid", proposed }]]),
    run([["like", { from: "cid", to: "ann", proposed }], event(1)]),
  ];
  expect(first).toStrictEqual({ answers: [undefined] });
  expect(second).toMatchObject({
    outcomes: [{ failure: expect.stringContaining("match.id") }, { answer: 1 }],
  });
  expect(count(db, "decision")).toBe(1);
});

test("F14 G2 a full disk refuses a batch as a whole; reads go on, and writes when there is room again", () => {
  const { db, run, seqs, journal } = written();
  run([event(1)]);
  const pages = Number(db.prepare("PRAGMA page_count").get()?.["page_count"]);
  db.exec(`PRAGMA max_page_count = ${pages}`);
  const large = [2, 3, 4].map((seq) => event(seq, { body: "x".repeat(9_000) }));
  for (let attempt = 0; attempt < 2; attempt += 1)
    expect(run(large)).toStrictEqual({ refusal: expect.stringContaining("full") });
  expect(seqs()).toStrictEqual([1]);
  expect(db.isTransaction).toBe(false);

  db.exec("PRAGMA max_page_count = 4294967294");
  expect(run(large)).toStrictEqual({ answers: [2, 3, 4] });
  expect(seqs()).toStrictEqual([1, 2, 3, 4]);
  expect(journal()).toBe(4);
  expect(db.prepare("PRAGMA integrity_check").get()).toMatchObject({ integrity_check: "ok" });
});

test("positions never start again, however often the journal is cut", () => {
  const { run, journal } = written();
  run([event(1), event(2)]);
  expect(run([["trim", 2]])).toStrictEqual({ answers: [false] });
  run([["trim", 99]]);
  expect(journal()).toBe(1);
  expect(run([event(3)])).toStrictEqual({ answers: [3] });
});

test("a long journal is cut in steps", () => {
  const { run, journal } = written();
  run(Array.from({ length: 5_000 }, (_, n) => event(n + 1)));
  for (const more of [true, true, false]) expect(run([["trim", 5_000]])).toStrictEqual({ answers: [more] });
  expect(journal()).toBe(1);
});
