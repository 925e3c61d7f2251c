import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets } from "./secrets.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "duologue-secrets-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const mode = (path: string) => statSync(path).mode & 0o777;

test("makes secrets once, for the owner alone", () => {
  const made = openSecrets(directory);
  expect(made.auth).toMatch(/^[0-9a-f]{64}$/);
  expect(openSecrets(directory)).toEqual(made);
  expect(readdirSync(directory)).toEqual(["secrets.json"]);
  expect(mode(join(directory, "secrets.json"))).toBe(0o600);
});

test("makes different ones for every directory", () => {
  const other = mkdtempSync(join(directory, "other-"));
  expect(openSecrets(directory)).not.toEqual(openSecrets(other));
});

test("takes back what others may read", () => {
  const made = openSecrets(directory);
  chmodSync(join(directory, "secrets.json"), 0o644);
  expect(openSecrets(directory)).toEqual(made);
  expect(mode(join(directory, "secrets.json"))).toBe(0o600);
});

test.each(["", "{", "{}", '{"auth":"short"}'])(
  "refuses a damaged file rather than sign everybody out: %j",
  (text) => {
    writeFileSync(join(directory, "secrets.json"), text);
    expect(() => openSecrets(directory)).toThrow(/damaged/);
  },
);
