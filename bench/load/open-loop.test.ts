import { expect, test } from "vitest";
import { seededRandom } from "../stats/seeded-random.ts";
import { openLoop, poissonSchedule } from "./open-loop.ts";

test("a schedule has its rate, is in order and ends in time", () => {
  const schedule = poissonSchedule(seededRandom(11), 2_000, 10_000);
  expect(schedule.length / 20_000).toBeCloseTo(1, 1);
  expect(schedule).toEqual([...schedule].sort((a, b) => a - b));
  expect(schedule.at(-1)).toBeLessThan(10_000);
});

test("the open loop launches everything at its intended time, though nothing is ever answered", async () => {
  const intended: number[] = [];
  const schedule = [0, 1, 1.5, 4, 9];
  const traffic = {
    launch: (at: number) => {
      intended.push(at);
      traffic.activity += 1;
    },
    onAnswered: () => {},
    answered: 0,
    activity: 0,
  };
  const { lateness } = await openLoop(traffic, schedule, true);
  const start = intended[0] ?? Number.NaN;
  expect(intended.map((at) => at - start)).toEqual(schedule.map((at) => expect.closeTo(at, 6)));
  expect(lateness.count).toBe(schedule.length);
});
