import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../server/test/support/temporary-directory.ts";
import { runApart } from "./run-apart.ts";

const NEVER = 600_000;

/** What comes of a case whose process runs this. */
async function run(source: string, { within = NEVER, signal = new AbortController().signal } = {}) {
  using directory = temporaryDirectory();
  const entry = join(directory.path, "case.mjs");
  writeFileSync(entry, source);
  return await runApart({ entry, args: [], within, signal });
}

test("a case's result is handed on", async () => {
  const result = { outcome: "passed", why: "all went well" };
  expect(await run(`process.send(${JSON.stringify(result)}, () => process.exit());`)).toStrictEqual(result);
});

test("a crash is a failure with the reason", async () => {
  const { outcome, why } = await run(`throw new Error("out of paper")`);
  expect(outcome).toBe("failed");
  expect(why).toMatch(/^its process ended with 1 before there was a result.*out of paper/s);
});

test("a process that is killed, or that has nothing left to do, is a failure", async () => {
  const killed = await run(`process.kill(process.pid, "SIGKILL"); await new Promise(() => {});`);
  expect(killed).toStrictEqual({
    outcome: "failed",
    why: "its process ended with SIGKILL before there was a result",
  });
  const idle = await run(`process.disconnect(); await new Promise(() => {});`);
  expect(idle.outcome).toBe("failed");
  expect(idle.why).toMatch(/^its process ended with 13/);
});

test("a case that never ends is a failure, and so is one that is interrupted", async () => {
  const endless = "setInterval(() => {}, 1_000);";
  expect((await run(endless, { within: 60 })).why).toBe("it was not over within 0.001 minutes");
  const signal = AbortSignal.abort("it was interrupted by SIGINT");
  expect((await run(endless, { signal })).why).toBe("it was interrupted by SIGINT");
});
