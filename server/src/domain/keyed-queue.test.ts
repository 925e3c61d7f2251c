import { expect, test } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { KeyedQueue } from "./keyed-queue.ts";

function queued() {
  const clock = new VirtualClock();
  const queue = new KeyedQueue({ clock });
  const ran: string[] = [];
  const task = (name: string, milliseconds: number) => async () => {
    ran.push(`${name} begins`);
    await new Promise<void>((resolve) => {
      clock.after(milliseconds, resolve);
    });
    ran.push(`${name} ends`);
    return name;
  };
  return { clock, queue, ran, task };
}

test("tasks of one key run one after another, in the order in which they came", async () => {
  const { clock, queue, ran, task } = queued();
  const work = Promise.all([queue.run("k", task("a", 30)), queue.run("k", task("b", 10))]);
  expect(await clock.run(work)).toStrictEqual(["a", "b"]);
  expect(ran).toStrictEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("a task that comes while the last of a queue runs waits for it", async () => {
  const { clock, queue, ran, task } = queued();
  const work = [queue.run("k", task("a", 10)), queue.run("k", task("b", 10))];
  await clock.advance(15);
  work.push(queue.run("k", task("c", 1)));
  await clock.run(Promise.all(work));
  expect(ran).toStrictEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});

test("different keys do not wait for each other", async () => {
  const { clock, queue, ran, task } = queued();
  await clock.run(Promise.all([queue.run("k", task("a", 30)), queue.run("l", task("b", 10))]));
  expect(ran).toStrictEqual(["a begins", "b begins", "b ends", "a ends"]);
});

test("a task that fails fails alone", async () => {
  const { clock, queue, task } = queued();
  const failed = queue.run("k", () => Promise.reject(new Error("no")));
  const next = queue.run("k", task("b", 10));
  await expect(failed).rejects.toThrow("no");
  expect(await clock.run(next)).toBe("b");
});

test("G2 whoever waits too long is told `unavailable` and never runs, and those behind stay behind", async () => {
  const { clock, queue, ran, task } = queued();
  const slow = queue.run("k", task("slow", 6_000));
  const late = expect(queue.run("k", task("late", 1))).rejects.toMatchObject({
    code: "unavailable",
    retryAfter: 1,
  });
  await clock.advance(2_000);
  const patient = queue.run("k", task("patient", 1));
  await clock.advance(3_000);
  await late;
  expect(ran).toStrictEqual(["slow begins"]);
  expect(await clock.run(Promise.all([slow, patient]))).toStrictEqual(["slow", "patient"]);
  expect(ran).toStrictEqual(["slow begins", "slow ends", "patient begins", "patient ends"]);
});

test("a queue that has run empty leaves no timer behind and begins anew at once", async () => {
  const { clock, queue, ran, task } = queued();
  await clock.run(Promise.all([queue.run("k", task("a", 1)), queue.run("k", task("b", 1))]));
  expect(clock.pending).toBe(0);
  void queue.run("k", task("c", 1));
  expect(ran.at(-1)).toBe("c begins");
  await clock.runAll();
});
