import { expect, test } from "vitest";
import { median } from "./quantile.ts";
import { exponential, logNormal, seededRandom, zipf } from "./seeded-random.ts";

const draws = 50_000;
const drawn = (one: () => number) => Array.from({ length: draws }, one);

test("the same seed repeats, another seed does not", () => {
  const first = seededRandom(1);
  const again = seededRandom(1);
  const other = seededRandom(2);
  const sequence = drawn(first);
  expect(drawn(again)).toEqual(sequence);
  expect(drawn(other)).not.toEqual(sequence);
  expect(Math.min(...sequence.slice(0, 1_000))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...sequence.slice(0, 1_000))).toBeLessThan(1);
});

test("arrivals come at their rate", () => {
  const random = seededRandom(3);
  const gaps = drawn(() => exponential(random, 200));
  expect(gaps.reduce((sum, gap) => sum + gap, 0) / draws).toBeCloseTo(1 / 200, 4);
});

test("a log-normal has its median", () => {
  const random = seededRandom(4);
  const lengths = drawn(() => logNormal(random, 80, 0.9));
  expect(median(lengths) / 80).toBeCloseTo(1, 1);
});

test("the n-th of a Zipf distribution is drawn 1/n as often as the first", () => {
  const next = zipf(seededRandom(5), 1_000, 1);
  const counts = new Map<number, number>();
  for (const rank of drawn(next)) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const first = counts.get(0) ?? 0;
  expect((counts.get(1) ?? 0) / first).toBeCloseTo(1 / 2, 1);
  expect((counts.get(9) ?? 0) / first).toBeCloseTo(1 / 10, 1);
  expect(Math.max(...counts.keys())).toBeLessThan(1_000);
});
