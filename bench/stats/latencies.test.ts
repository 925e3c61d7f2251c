import { expect, test } from "vitest";
import { Latencies, mergeLatencies } from "./latencies.ts";

function recorded(values: readonly number[]): Latencies {
  const latencies = new Latencies();
  for (const value of values) latencies.record(value);
  return latencies;
}

const near = (milliseconds: number) => ({
  from: milliseconds * 0.999,
  to: milliseconds * 1.001,
});

test("percentiles are within a thousandth of the exact ones", () => {
  const latencies = recorded(Array.from({ length: 10_000 }, (_, index) => (index + 1) / 100));
  for (const [percentile, exact] of [
    [50, 50],
    [99, 99],
    [99.9, 99.9],
    [100, 100],
  ] as const) {
    expect(latencies.percentile(percentile)).toBeGreaterThanOrEqual(near(exact).from);
    expect(latencies.percentile(percentile)).toBeLessThanOrEqual(near(exact).to);
  }
});

test("merging rounds gives the percentile of all, not the mean of the percentiles", () => {
  const calm = recorded(Array.from({ length: 990 }, () => 1));
  const stormy = recorded(Array.from({ length: 10 }, () => 500));
  const merged = mergeLatencies([calm, stormy]);
  expect(merged.count).toBe(1_000);
  expect(merged.percentile(99)).toBeCloseTo(1, 2);
  expect(merged.percentile(99.5)).toBeGreaterThan(499);
});

test("nothing recorded has no percentile", () => {
  expect(new Latencies().percentile(99)).toBeNaN();
  expect(mergeLatencies([new Latencies(), recorded([2])]).percentile(50)).toBeCloseTo(2, 2);
});

test("what is shorter than a microsecond or longer than a minute is kept at the edge", () => {
  const latencies = recorded([0, 120_000]);
  expect(latencies.count).toBe(2);
  expect(latencies.percentile(1)).toBe(0.001);
  expect(latencies.percentile(100)).toBeGreaterThan(59_000);
});
