import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Loads the server in a process of its own, and prints which packages that took. */
const LOAD_AND_PRINT = `
  import { registerHooks } from "node:module";
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      packages.add(/.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
      return next(url, context);
    },
  });
  await import(${JSON.stringify(new URL("../src/server.ts", import.meta.url).href)});
  process.stdout.write([...packages].join(" "));
`;

test("a server of one machine does not load what connects several", async () => {
  const args = ["--input-type=module", "--eval", LOAD_AND_PRINT];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const packages = stdout.split(" ");
  expect(packages).toContain("socket.io");
  expect(packages.filter((name) => /^(mongodb|bson|redis|@redis\/.*)$/.test(name))).toStrictEqual([]);
}, 60_000);
