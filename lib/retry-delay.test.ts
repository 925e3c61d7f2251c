import { expect, test } from "vitest";
import { retryDelay } from "./retry-delay.ts";

test.each([
  [1, 0, 1_000],
  [1, 1, 2_000],
  [2, 1, 4_000],
  [4, 0.5, 8_500],
  [5, 1, 30_000],
  [1_000, 1, 30_000],
])("after %i failures and with chance %d the next attempt waits %i ms", (failures, fraction, delay) => {
  expect(retryDelay(failures, fraction)).toBe(delay);
});
