import { expect, test } from "vitest";
import { startThread } from "./start-thread.ts";

const module = (code: string) =>
  new URL(`data:text/javascript,import { parentPort, workerData } from "node:worker_threads"; ${code}`);

const following = `
  parentPort.on("message", ({ order }) => {
    if (order === "close") parentPort.close();
    else if (order === "fail") throw new Error("disk I/O error");
    else if (order === "end") process.exit(0);
    else parentPort.postMessage(order + " " + workerData);
  });
  parentPort.postMessage("ready");`;

function started(code: string) {
  const reports: string[] = [];
  let onDeath: (error: Error) => void = () => undefined;
  const death = new Promise<Error>((resolve) => {
    onDeath = resolve;
  });
  const thread = startThread<{ order: string }, string>({
    entry: module(code),
    path: "the file",
    onReport: (report) => reports.push(report),
    onDeath,
  });
  return { thread, reports, death };
}

test("a thread is given the file, follows orders in order, and ends when it is told to", async () => {
  const { thread, reports, death } = started(following);
  const running = await thread;
  running.send({ order: "one" });
  running.send({ order: "two" });
  await Promise.all([running.close(), running.close()]);
  expect(reports).toStrictEqual(["one the file", "two the file"]);
  expect(await Promise.race([death, "alive"])).toBe("alive");
});

test("a thread that cannot start says why", async () => {
  const { thread } = started(`throw new Error("no such file")`);
  await expect(thread).rejects.toThrow("no such file");
});

test.each([
  ["fails", "fail", "disk I/O error"],
  ["ends by itself", "end", "ended by itself"],
])("F17 a thread that %s is reported", async (_what, order, reason) => {
  const { thread, death } = started(following);
  (await thread).send({ order });
  expect((await death).message).toContain(reason);
});
