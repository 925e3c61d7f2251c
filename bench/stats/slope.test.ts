import { expect, test } from "vitest";
import { slope } from "./slope.ts";

test("the slope of a line is found whatever its height", () => {
  expect(
    slope([
      [0, 100],
      [10, 130],
      [20, 160],
    ]),
  ).toBeCloseTo(3, 9);
});

test("noise on both sides of a line cancels out", () => {
  expect(
    slope([
      [1, 11],
      [2, 19],
      [3, 31],
      [4, 39],
    ]),
  ).toBeCloseTo(9.6, 9);
});

test("one place has no slope", () => {
  expect(() =>
    slope([
      [5, 1],
      [5, 2],
    ]),
  ).toThrow(RangeError);
});
