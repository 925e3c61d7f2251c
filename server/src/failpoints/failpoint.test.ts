import { expect, test } from "vitest";
import { openLog } from "../log.ts";
import { Failpoint, parseFailpoint } from "./failpoint.ts";

test("an order names a place, an action and when", () => {
  expect(parseFailpoint("K3:kill")).toEqual({ place: "K3", action: "kill", at: 1 });
  expect(parseFailpoint("K9:delay:12")).toEqual({ place: "K9", action: "delay", at: 12 });
  for (const none of ["", "K3", "K0:kill", "K10:kill", "K3:explode", "K3:kill:0", "xK3:kill"])
    expect(parseFailpoint(none), none).toBeUndefined();
});

test("F61 it strikes once, at its place and its time, and says so", async () => {
  const lines: string[] = [];
  const log = openLog("info", { write: (line) => void lines.push(line) });
  const failpoint = new Failpoint({ place: "K2", action: "throw", at: 2 }, log);
  await failpoint.reach("K1");
  await failpoint.reach("K2");
  expect(lines).toEqual([]);
  await expect(failpoint.reach("K2")).rejects.toThrow("failing on purpose at K2");
  await failpoint.reach("K2");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", place: "K2", action: "throw" },
  ]);
});

test("F61 where nothing can be awaited it throws at once", () => {
  const failpoint = new Failpoint({ place: "K7", action: "throw", at: 1 }, openLog("silent"));
  expect(() => failpoint.reachNow("K7")).toThrow("K7");
});
