import { expect, test } from "vitest";
import { exactly } from "./row.ts";
import { markdownTable, printedTable, significant, withSpread } from "./table.ts";

test("three significant figures, without an exponent for what people count in", () => {
  expect([0.03123, 5.678, 123.45, 15_432].map(significant)).toEqual(["0.0312", "5.68", "123", "15400"]);
  expect(significant(Number.NaN)).toBe("–");
});

test("a value has its interval unless it was counted", () => {
  expect(withSpread({ value: 4.2, low: 3.9, high: 4.6, rounds: 15 })).toBe("4.2 (3.9–4.6)");
  expect(withSpread(exactly(0))).toBe("0");
  expect(withSpread(exactly(41.6), "µs")).toBe("41.6 µs");
});

test("what was not measured says so in both tables", () => {
  const rows = [
    { figure: "flushes per message", target: { better: "lower", must: 0.1, aim: 0.03 } },
  ] as const;
  expect(printedTable(rows)).toContain("flushes per message  not measured");
  expect(markdownTable(rows)).toContain(
    "| flushes per message | not measured | ≤ 0.1 | ≤ 0.03 | not judged |",
  );
});
