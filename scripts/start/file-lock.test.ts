import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lock, tryLock } from "./file-lock.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "duologue-lock-"));
  file = join(directory, "deeper", "x.lock");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("many may share, and one alone has to wait for them", () => {
  const releases = [tryLock(file, "shared"), tryLock(file, "shared")];
  expect(releases).not.toContain(undefined);
  expect(tryLock(file, "exclusive")).toBeUndefined();

  for (const release of releases) release?.();
  const alone = tryLock(file, "exclusive");
  expect(alone).toBeDefined();
  expect(tryLock(file, "shared")).toBeUndefined();
  alone?.();
});

test("who waits gets it once it is released, or gives up when told to", async () => {
  const alone = tryLock(file, "exclusive");
  const giveUp = new AbortController();
  const impatient = lock(file, "shared", giveUp.signal);
  giveUp.abort();
  await expect(impatient).rejects.toThrow(/abort/i);

  const patient = lock(file, "shared");
  alone?.();
  (await patient)();
});

test("a process that is killed leaves no lock behind", async () => {
  const code = `
    import { tryLock } from ${JSON.stringify(join(import.meta.dirname, "file-lock.ts"))};
    globalThis.release = tryLock(${JSON.stringify(file)}, "exclusive");
    process.stdout.write("locked");
    process.stdin.resume();`;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  expect(tryLock(file, "shared")).toBeUndefined();

  holder.kill("SIGKILL");
  await once(holder, "close");
  const release = tryLock(file, "exclusive");
  expect(release).toBeDefined();
  release?.();
});
