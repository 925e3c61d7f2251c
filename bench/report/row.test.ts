import { expect, test } from "vitest";
import { exactly, verdict } from "./row.ts";

const higher = { better: "higher", must: 3, aim: 6 } as const;
const lower = { better: "lower", must: 0.3, aim: 0.1 } as const;
const from = (low: number, high: number) => ({ value: (low + high) / 2, low, high, rounds: 9 });

test("the worse end of the interval is judged", () => {
  expect(verdict({ figure: "sends", estimate: from(6.1, 9), target: higher })).toBe("aim");
  expect(verdict({ figure: "sends", estimate: from(5.9, 9), target: higher })).toBe("must");
  expect(verdict({ figure: "sends", estimate: from(2.9, 9), target: higher })).toBe("missed");
  expect(verdict({ figure: "p99", estimate: from(0.01, 0.1), target: lower })).toBe("aim");
  expect(verdict({ figure: "p99", estimate: from(0.01, 0.31), target: lower })).toBe("missed");
});

test("what was counted is judged, what has no target or hardly any rounds is not", () => {
  expect(
    verdict({ figure: "lost", estimate: exactly(0), target: { better: "lower", must: 0, aim: 0 } }),
  ).toBe("aim");
  expect(verdict({ figure: "sends", estimate: { ...from(9, 9), rounds: 3 }, target: higher })).toBe(
    "not judged",
  );
  expect(verdict({ figure: "sends", target: higher })).toBe("not judged");
  expect(verdict({ figure: "mix", estimate: from(1, 2) })).toBe("not judged");
});
