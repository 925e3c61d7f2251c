import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { GROWTH } from "./collect-seldom.ts";

test("this engine knows how to let the heap grow: a flag that it does not know would be passed over in silence", () => {
  expect(spawnSync(process.execPath, [GROWTH, "--eval", ""]).status).toBe(0);
});
