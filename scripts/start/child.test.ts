import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Child } from "./child.ts";

/** Longer than any of it takes: a busy machine, and an init that is slow to bury the dead. */
const PATIENTLY = { timeout: 20_000 };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "duologue-child-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function start(code: string): Child {
  const script = join(directory, "program.mjs");
  writeFileSync(script, code);
  return new Child({ name: "The program", script: [script], cwd: directory, env: process.env });
}

test("what it says is held back, and can be told when it ends", async () => {
  const child = start(`console.log("to say"); console.error("and to complain"); process.exitCode = 3;`);
  expect(await child.ended).toBe(3);
  expect(child.output.split("\n").sort()).toEqual(["", "and to complain", "to say"]);
});

test("it is asked to stop, and has the time to do so in order", async () => {
  const child = start(`
    process.once("SIGTERM", () => { console.log("in order"); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log("running");`);
  await expect.poll(() => child.output, PATIENTLY).toContain("running");
  await child.stop();
  expect(await child.ended).toBe(0);
  expect(child.output).toContain("in order");
});

test("it stops when the one who started it is killed", async () => {
  const program = join(directory, "program.mjs");
  writeFileSync(program, `process.stdout.on("error", () => {}); setInterval(() => {}, 1000);`);
  const starter = `
    import { Child } from ${JSON.stringify(join(import.meta.dirname, "child.ts"))};
    const child = new Child({ name: "x", script: [${JSON.stringify(program)}], cwd: ".", env: process.env });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "--eval", starter], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);

  parent.kill("SIGKILL");

  await expect.poll(() => isAlive(pid), PATIENTLY).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
