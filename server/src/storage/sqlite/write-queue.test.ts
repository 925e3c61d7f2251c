import { expect, test } from "vitest";
import type { Write } from "./prepare-writes.ts";
import type { Outcome } from "./run-batch.ts";
import { WriteQueue } from "./write-queue.ts";

/** A queue whose batches wait to be answered here. */
function queued() {
  const batches: Write[][] = [];
  const queue = new WriteQueue((writes) => batches.push(writes));
  const answer = (outcome: (write: Write) => Outcome = () => ({ answer: true })) =>
    queue.settle({ outcomes: (batches.at(-1) ?? []).map(outcome) });
  const trim = (position: number) => queue.add("trim", position);
  return { batches, queue, answer, trim };
}

const positions = (batch: readonly Write[] | undefined) => batch?.map(([, input]) => input);
const unavailable = { code: "unavailable" };

test("a write goes out at once when none is under way", () => {
  const { batches, trim } = queued();
  void trim(1);
  expect(positions(batches[0])).toStrictEqual([1]);
});

test("F16 what arrives while a batch is under way is the next batch, in order", async () => {
  const { batches, answer, trim } = queued();
  const done = [1, 2, 3, 4].map(trim);
  expect(batches).toHaveLength(1);
  answer();
  expect(batches.map(positions)).toStrictEqual([[1], [2, 3, 4]]);
  answer();
  await Promise.all(done);
  void trim(5);
  expect(positions(batches[2])).toStrictEqual([5]);
});

test("G1 nothing is answered before its batch is", async () => {
  const { answer, trim } = queued();
  let settled = 0;
  const first = trim(1).then(() => settled++);
  const second = trim(2).then(() => settled++);
  await new Promise(setImmediate);
  expect(settled).toBe(0);
  answer();
  await first;
  await new Promise(setImmediate);
  expect(settled).toBe(1);
  answer();
  await second;
});

test("a batch has at most 512 writes and, unless one alone is larger, 256 KiB", () => {
  const { batches, queue, answer, trim } = queued();
  for (let n = 0; n < 600; n += 1) void trim(n);
  answer();
  expect(batches[1]).toHaveLength(512);
  answer();
  expect(batches[2]).toHaveLength(87);
  for (const bytes of [200_000, 60_000, 60_000, 900_000, 1]) void queue.add("trim", bytes, { bytes });
  const sizes = [[200_000, 60_000], [60_000], [900_000], [1]];
  for (const size of sizes) {
    answer();
    expect(positions(batches.at(-1))).toStrictEqual(size);
  }
});

test("G14 one write that fails does not fail its neighbours", async () => {
  const { answer, trim } = queued();
  const first = trim(0);
  const rest = Promise.allSettled([1, 2, 3].map(trim));
  answer();
  await first;
  answer(([, input]) => (input === 2 ? { failure: "CHECK", refused: false } : { answer: true }));
  const results = await rest;
  expect(results.map(({ status }) => status)).toStrictEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { name: "Error", message: "CHECK" } });
});

test("F14 a refused batch is unavailable, and the next one is written", async () => {
  const { queue, answer, trim } = queued();
  const [refused, next] = [trim(1), trim(2)];
  queue.settle({ refusal: "database or disk is full" });
  await expect(refused).rejects.toMatchObject({
    ...unavailable,
    cause: { message: "database or disk is full" },
  });
  answer();
  expect(await next).toBe(true);
});

test("G7 who waits for commits hears of all of them in order, before anybody has an answer", async () => {
  const { queue, answer } = queued();
  const heard: string[] = [];
  const add = (n: number) =>
    queue
      .add("trim", n, { committed: () => heard.push(`committed ${n}`) })
      .then(() => heard.push(`answered ${n}`));
  const done = [0, 1, 2].map(add);
  answer();
  answer();
  await Promise.all(done);
  expect(heard).toStrictEqual([
    "committed 0",
    "committed 1",
    "committed 2",
    "answered 0",
    "answered 1",
    "answered 2",
  ]);
});

test("F17 when the writer is gone everything under way, waiting and later is unavailable", async () => {
  const { batches, queue, trim } = queued();
  const lost = Promise.allSettled([1, 2, 3].map(trim));
  queue.stop(new Error("disk I/O error"));
  for (const result of [...(await lost), ...(await Promise.allSettled([trim(4)]))])
    expect(result).toMatchObject({ reason: { ...unavailable, cause: { message: "disk I/O error" } } });
  expect(batches).toHaveLength(1);
  await queue.idle();
});

test("G14 F16 a disk that does not keep up is told to who comes next, before memory fills", async () => {
  const { batches, trim } = queued();
  for (let n = 0; n < 8_193; n += 1) void trim(n);
  await expect(trim(0)).rejects.toMatchObject({ ...unavailable, retryAfter: 1 });
  expect(batches).toHaveLength(1);
});

test("the queue is idle when the last batch is answered", async () => {
  const { queue, answer, trim } = queued();
  void trim(1);
  void trim(2);
  let idle = false;
  const waiting = queue.idle().then(() => {
    idle = true;
  });
  answer();
  await new Promise(setImmediate);
  expect(idle).toBe(false);
  answer();
  await waiting;
});
