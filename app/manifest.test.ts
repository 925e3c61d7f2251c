import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "./manifest.ts";

test("what is needed to install the app is there: a place to begin, and an icon of any size", () => {
  const { start_url, display, icons = [] } = manifest();
  expect({ start_url, display }).toEqual({ start_url: "/messages", display: "standalone" });
  expect(icons.map(({ sizes }) => sizes)).toContain("any");
  for (const { src } of icons) expect(existsSync(join(import.meta.dirname, src))).toBe(true);
});
