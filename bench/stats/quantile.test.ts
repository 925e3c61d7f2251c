import { expect, test } from "vitest";
import { median, quantile } from "./quantile.ts";

test("the median is the middle value, or the mean of the two middle ones, in whatever order they come", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([10, 9, 8, 1, 2])).toBe(8);
});

test("quantiles interpolate and end at the extremes", () => {
  expect(quantile([0, 10, 20, 30], 0)).toBe(0);
  expect(quantile([0, 10, 20, 30], 1)).toBe(30);
  expect(quantile([0, 10, 20, 30], 0.25)).toBe(7.5);
});

test("no values have no quantile", () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
