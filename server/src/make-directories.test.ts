import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../test/support/temporary-directory.ts";
import { makeDirectories } from "./make-directories.ts";

test("makes what is missing, with these rights, and says whether there was none", () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, "a", "b", "c");
  expect(makeDirectories(path, 0o700)).toBe(true);
  expect(statSync(path).isDirectory()).toBe(true);
  expect(statSync(join(directory.path, "a")).mode & 0o777).toBe(0o700);
  expect(makeDirectories(path, 0o700)).toBe(false);
});

test("fails below a file, and on one", () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, "file");
  writeFileSync(file, "");
  expect(() => makeDirectories(file)).toThrow("is not a directory");
  expect(() => makeDirectories(join(file, "below"))).toThrow("is not a directory");
});

test("fails, and returns, where no name can be made", () => {
  expect(() => makeDirectories("/proc/nope/below")).toThrow();
});

test("goes through what is there already", () => {
  using directory = temporaryDirectory();
  mkdirSync(join(directory.path, "a"), { mode: 0o755 });
  expect(makeDirectories(join(directory.path, "a", "b"), 0o700)).toBe(true);
  expect(statSync(join(directory.path, "a")).mode & 0o777).toBe(0o755);
});
