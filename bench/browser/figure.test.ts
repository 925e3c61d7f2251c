import { expect, test } from "vitest";
import { tableOf } from "./figure.ts";

test("a figure says whether it keeps its bound, and one without a bound is only told", () => {
  const table = tableOf([
    { what: "Fast enough", value: 12.34, unit: "ms", bound: 50 },
    { what: "Too much", value: 180, unit: "MB", bound: 150 },
    { what: "For comparison", value: 0.0421, unit: "" },
  ]);
  expect(table.split("\n").slice(2, 5)).toEqual([
    "| Fast enough | 12.3 ms | ≤ 50 ms | yes |",
    "| Too much | 180 MB | ≤ 150 MB | **no** |",
    "| For comparison | 0.042 |  |  |",
  ]);
});
