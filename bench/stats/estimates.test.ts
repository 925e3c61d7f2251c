import { expect, test } from "vitest";
import { bootstrap } from "./bootstrap.ts";
import { medianOf, medianRatio, pooledPercentileRatio } from "./estimates.ts";
import { Latencies } from "./latencies.ts";
import { median } from "./quantile.ts";
import { seededRandom } from "./seeded-random.ts";

test("the ratio is taken within each round, so a machine that slows down for both does not move it", () => {
  const speed = [1, 1, 1, 0.5, 0.5, 0.5, 0.4, 0.4, 0.4];
  const ours = speed.map((factor) => 6_000 * factor);
  const naive = speed.map((factor) => 2_000 * factor);
  expect(medianRatio(ours, naive)).toEqual({ value: 3, low: 3, high: 3, rounds: 9 });
});

test("one spoilt round does not move the median of the ratios", () => {
  const naive = [10, 10, 10, 10, 10, 10, 10];
  expect(medianRatio([30, 31, 29, 30, 30, 30, 900], naive).value).toBe(3);
});

test("a ratio needs as many rounds on both sides", () => {
  expect(() => medianRatio([1, 2], [1])).toThrow(RangeError);
});

test("the interval of a bootstrap holds the true median in about 95 of 100 experiments", () => {
  const random = seededRandom(7);
  const experiments = 400;
  let held = 0;
  for (let experiment = 0; experiment < experiments; experiment += 1) {
    const rounds = Array.from({ length: 15 }, () => 100 + (random() - 0.5) * 20);
    const { low, high } = bootstrap(rounds, median, { random, resamples: 300 });
    if (low <= 100 && 100 <= high) held += 1;
  }
  expect(held / experiments).toBeGreaterThan(0.88);
  expect(held / experiments).toBeLessThan(0.995);
});

test("more spread gives a wider interval, and the same rounds always the same one", () => {
  const calm = medianOf([99, 100, 101, 100, 100, 99, 101]);
  const wild = medianOf([60, 100, 150, 100, 80, 99, 130]);
  expect(wild.high - wild.low).toBeGreaterThan(calm.high - calm.low);
  expect(medianOf([60, 100, 150, 100, 80, 99, 130])).toEqual(wild);
});

test("a pooled percentile is that of all rounds together", () => {
  const round = (slow: number) => {
    const latencies = new Latencies();
    for (let index = 0; index < 1_000; index += 1) latencies.record(index < 980 ? 1 : slow);
    return latencies;
  };
  const estimate = pooledPercentileRatio([round(2), round(2)], [round(20), round(20)], 99);
  expect(estimate.value).toBeCloseTo(0.1, 2);
  expect(estimate.rounds).toBe(2);
});
