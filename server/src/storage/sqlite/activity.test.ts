import { cpSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { listCases } from "../../../test/contract/list-cases.ts";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { syncCases } from "../../../test/contract/sync-cases.ts";
import { message, START, type Talk, talksOf } from "../../../test/contract/talk.ts";
import { VirtualClock } from "../../../test/support/virtual-clock.ts";
import type { Store } from "../../domain/ports.ts";
import { openLog } from "../../log.ts";
import { Activity } from "./activity.ts";
import { prepareDataFile } from "./data-file.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { pathsIn } from "./paths.ts";
import { Reader } from "./reader.ts";
import { WriteQueue } from "./write-queue.ts";

async function opened(directory: string) {
  const clock = new VirtualClock();
  const store = await openSqliteStore({ directory, clock, log: openLog("silent") });
  onTestFinished(() => store.close());
  return { store, clock };
}

/** What both kinds of lists say of somebody. */
async function lists(store: Store, userId: string, since?: string) {
  const latest = await store.matches.list(userId, undefined, 100);
  const changed = await store.matches.changed(userId, since, 100);
  return {
    latest: latest.summaries,
    changed: changed?.summaries,
    open: await store.matches.openPeers(userId, 100),
  };
}

/** Rows of a data file that is in use; another process would see the same. */
function rowsOf(directory: string, sql: string): unknown[] {
  const db = new DatabaseSync(pathsIn(directory).data, { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0]);
  } finally {
    db.close();
  }
}

/** A day in the life: everything that moves a match, or does not. */
async function live(store: Store, { me, talks }: { me: string; talks: Talk[] }): Promise<void> {
  const [a, b, c] = talks as [Talk, Talk, Talk];
  await b.say("one", "two");
  await a.add(message(1, "three"));
  await store.marks.raise(b.match, me, { readSeq: 2, at: START });
  await c.add({ kind: "close", by: 0, targetSeq: null });
}

const unfolded =
  "SELECT count(*) FROM journal JOIN match ON match.key = journal.match WHERE position > changed";

test("G7 lists are the same before and after the match table learnt of the changes", async () => {
  const directory = scratchDirectory();
  const { store, clock } = await opened(directory);
  const given = await talksOf(store, 4);
  const token = await store.matches.token(given.me);
  await live(store, given);
  const before = [await lists(store, given.me), await lists(store, given.me, token)];
  expect(before[1]?.changed).toHaveLength(3);
  expect(rowsOf(directory, "SELECT DISTINCT active FROM match")).toStrictEqual([0]);

  await clock.advance(2_000);
  await store.ping();
  await store.ping();
  await store.ping();
  expect(rowsOf(directory, unfolded)).toStrictEqual([0]);
  expect(rowsOf(directory, "SELECT count(*) FROM journal")).toStrictEqual([1]);
  expect([await lists(store, given.me), await lists(store, given.me, token)]).toStrictEqual(before);
  expect(clock.pending).toBe(0);

  await (given.talks[3] as Talk).say("again");
  const after = await lists(store, given.me, token);
  expect(after.latest.map(({ match }) => match)[0]).toStrictEqual(given.talks[3]?.match);
  expect(after.changed).toHaveLength(4);
});

test("G7 a page is full and repeats nothing, whichever of its matches moved since the table learnt of them", async () => {
  const { store, clock } = await opened(scratchDirectory());
  const { me, talks } = await talksOf(store, 6);
  const ids = talks.map(({ match }) => match.id);
  const [a, b, c, d, e, f] = ids;
  const token = await store.matches.token(me);
  for (const it of talks) await it.say("hello");
  await clock.advance(2_000);
  for (let n = 0; n < 3; n += 1) await store.ping();
  expect(clock.pending).toBe(0);

  const first = await store.matches.list(me, undefined, 2);
  for (const moved of [1, 2]) await (talks[moved] as Talk).say("again");
  const second = await store.matches.list(me, first.nextCursor ?? "", 2);
  const rest = await store.matches.changed(me, token, 4);
  const listed = [first, second, rest].map((page) => page?.summaries.map(({ match }) => match.id));
  expect(listed).toStrictEqual([
    [f, e],
    [d, a],
    [a, d, e, f],
  ]);
  const tail = await store.matches.changed(me, rest?.token, 4);
  expect(tail?.summaries.map(({ match }) => match.id)).toStrictEqual([b, c]);
});

describe("the lists of the contract hold while changes are folded all the time", () => {
  for (const [title, run] of Object.entries({ ...listCases, ...syncCases }))
    test(title, async () => {
      const clock = { now: Date.now, after: foldAtOnce };
      const store = await openSqliteStore({ directory: scratchDirectory(), clock, log: openLog("silent") });
      await run({ store, dispose: () => store.close() }).finally(() => store.close());
    });
});

function foldAtOnce(_milliseconds: number, callback: () => void): () => void {
  const turn = setImmediate(callback);
  return () => clearImmediate(turn);
}

test("F01 G15 after a crash the lists are made from what the journal kept", async () => {
  const directory = scratchDirectory();
  const { store, clock } = await opened(directory);
  const given = await talksOf(store, 4);
  await clock.advance(2_000);
  const token = await store.matches.token(given.me);
  await live(store, given);
  const before = [await lists(store, given.me), await lists(store, given.me, token)];

  // What a process that is killed here leaves on the disk.
  const crashed = join(scratchDirectory(), "crashed");
  cpSync(directory, crashed, { recursive: true });
  expect(rowsOf(crashed, unfolded)).toStrictEqual([5]);
  const { store: recovered, clock: later } = await opened(crashed);
  expect([await lists(recovered, given.me), await lists(recovered, given.me, token)]).toStrictEqual(before);
  await later.advance(2_000);
  await recovered.close();
  expect(rowsOf(crashed, unfolded)).toStrictEqual([0]);
});

test("closing leaves nothing to be made up", async () => {
  const directory = scratchDirectory();
  const { store } = await opened(directory);
  await live(store, await talksOf(store, 4));
  await store.close();
  expect(rowsOf(directory, unfolded)).toStrictEqual([0]);
});

test("F14 what cannot be folded is said, tried again later, and given up when the store closes", async () => {
  const path = join(scratchDirectory(), "duologue.db");
  prepareDataFile(path);
  const clock = new VirtualClock();
  const errors: unknown[] = [];
  const queue = new WriteQueue(() => undefined);
  queue.stop(new Error("full"));
  const reader = new Reader(path, (error) => errors.push(error));
  onTestFinished(() => reader.close());
  const activity = new Activity({ reader, queue, clock, onError: (error) => errors.push(error) });
  activity.note({ key: 1, match: { id: "m", members: ["ann", "bob"], createdAt: START } }, 1, "activity");
  for (let round = 1; round <= 3; round += 1) {
    await clock.advance(2_000);
    expect(errors).toHaveLength(round);
    expect(clock.pending).toBe(1);
  }
  await expect(activity.stop()).rejects.toMatchObject({ code: "unavailable" });
  expect(clock.pending).toBe(0);
  expect(activity.of("ann")).toMatchObject([{ key: 1, active: 1, changed: 1 }]);
});

test("nothing waits when nothing moved", async () => {
  const { store, clock } = await opened(scratchDirectory());
  expect(clock.pending).toBe(0);
  await talksOf(store, 2);
  expect(clock.pending).toBe(1);
  await store.close();
  expect(clock.pending).toBe(0);
});
