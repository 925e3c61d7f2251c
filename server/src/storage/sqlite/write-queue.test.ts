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
  return { batches, queue, answer, trim, turn: () => new Promise(setImmediate) };
}

const positions = (batch: readonly Write[] | undefined) => batch?.map(([, input]) => input);
const unavailable = { code: "unavailable" };

test("what arrives in one turn of the event loop goes out at its end", async () => {
  const { batches, trim, turn } = queued();
  for (const position of [1, 2, 3]) void trim(position);
  expect(batches).toHaveLength(0);
  await turn();
  expect(batches.map(positions)).toStrictEqual([[1, 2, 3]]);
});

test("F16 what arrives while a batch is under way is the next batch, in order, and goes out with the reply", async () => {
  const { batches, answer, trim, turn } = queued();
  const first = trim(1);
  await turn();
  const rest = [2, 3, 4].map(trim);
  await turn();
  expect(batches).toHaveLength(1);
  answer();
  expect(batches.map(positions)).toStrictEqual([[1], [2, 3, 4]]);
  answer();
  await Promise.all([first, ...rest]);
  void trim(5);
  await turn();
  expect(positions(batches[2])).toStrictEqual([5]);
});

test("G1 nothing is answered before its batch is", async () => {
  const { answer, trim, turn } = queued();
  let settled = 0;
  const first = trim(1).then(() => settled++);
  await turn();
  const second = trim(2).then(() => settled++);
  await turn();
  expect(settled).toBe(0);
  answer();
  await first;
  await turn();
  expect(settled).toBe(1);
  answer();
  await second;
});

test("a batch has at most 512 writes and, unless one alone is larger, 256 KiB", async () => {
  const { batches, queue, answer, trim, turn } = queued();
  for (let n = 0; n < 600; n += 1) void trim(n);
  await turn();
  expect(batches[0]).toHaveLength(512);
  answer();
  expect(batches[1]).toHaveLength(88);
  for (const bytes of [200_000, 60_000, 60_000, 900_000, 1]) void queue.add("trim", bytes, { bytes });
  for (const sizes of [[200_000, 60_000], [60_000], [900_000], [1]]) {
    answer();
    expect(positions(batches.at(-1))).toStrictEqual(sizes);
  }
});

test("G14 one write that fails does not fail its neighbours", async () => {
  const { answer, trim, turn } = queued();
  const results = Promise.allSettled([1, 2, 3].map(trim));
  await turn();
  answer(([, input]) => (input === 2 ? { failure: "CHECK", refused: false } : { answer: true }));
  expect((await results).map(({ status }) => status)).toStrictEqual(["fulfilled", "rejected", "fulfilled"]);
  expect((await results)[1]).toMatchObject({ reason: { name: "Error", message: "CHECK" } });
});

test("F14 a refused batch is unavailable, and the next one is written", async () => {
  const { queue, answer, trim, turn } = queued();
  const refused = trim(1);
  await turn();
  const next = trim(2);
  queue.settle({ refusal: "database or disk is full" });
  await expect(refused).rejects.toMatchObject({
    ...unavailable,
    cause: { message: "database or disk is full" },
  });
  answer();
  expect(await next).toBe(true);
});

test("G7 who waits for commits hears of all of them in order, before anybody has an answer", async () => {
  const { queue, answer, turn } = queued();
  const heard: string[] = [];
  const add = (n: number) =>
    queue
      .add("trim", n, { committed: () => heard.push(`committed ${n}`) })
      .then(() => heard.push(`answered ${n}`));
  const done = [0, 1, 2].map(add);
  await turn();
  answer();
  await Promise.all(done);
  expect(heard).toStrictEqual([
    ...["committed 0", "committed 1", "committed 2"],
    ...["answered 0", "answered 1", "answered 2"],
  ]);
});

test("F17 when the writer is gone everything under way, waiting and later is unavailable", async () => {
  const { batches, queue, trim, turn } = queued();
  const lost = [trim(1)];
  await turn();
  lost.push(trim(2), trim(3));
  queue.stop(new Error("disk I/O error"));
  lost.push(trim(4));
  for (const result of await Promise.allSettled(lost))
    expect(result).toMatchObject({ reason: { ...unavailable, cause: { message: "disk I/O error" } } });
  await turn();
  expect(batches).toHaveLength(1);
  await queue.idle();
});

test("G14 F16 a disk that does not keep up is told to who comes next, before memory fills", async () => {
  const { batches, trim, turn } = queued();
  void trim(0);
  await turn();
  for (let n = 0; n < 8_192; n += 1) void trim(n);
  await expect(trim(0)).rejects.toMatchObject({ ...unavailable, retryAfter: 1 });
  expect(batches).toHaveLength(1);
});

test("G14 F16 large writes that wait are bounded by their bytes", async () => {
  const { queue, answer, trim, turn } = queued();
  void trim(0);
  await turn();
  for (let mib = 0; mib < 32; mib += 1) void queue.add("trim", mib, { bytes: 1_048_576 });
  await expect(trim(0)).rejects.toMatchObject(unavailable);
  answer();
  const accepted = trim(1);
  for (let batch = 0; batch < 33; batch += 1) answer();
  expect(await accepted).toBe(true);
});

test("the queue is idle when the last batch is answered", async () => {
  const { queue, answer, trim, turn } = queued();
  void trim(1);
  let idle = false;
  const waiting = queue.idle().then(() => {
    idle = true;
  });
  await turn();
  void trim(2);
  answer();
  await turn();
  expect(idle).toBe(false);
  answer();
  await waiting;
});
