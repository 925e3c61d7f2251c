import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { describeEnvironment } from "../machine/environment.ts";
import { readOptions } from "../options.ts";
import { joined, readReport, writeReport } from "./report-file.ts";
import { exactly } from "./row.ts";

const measured = {
  figure: "sends",
  estimate: { value: 4, low: 3, high: 5, rounds: 9 },
  target: { better: "higher", must: 3, aim: 6 },
  note: "behind it",
} as const;
const counted = { figure: "lost", estimate: exactly(0), broken: false };

test("a report comes back from its file as it was, also what was counted", () => {
  const directory = mkdtempSync(join(tmpdir(), "bench-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const report = { rows: [measured, counted, { figure: "not measured" }], conditions: ["on a machine"] };
  const file = join(directory, "report.json");
  writeReport(file, report, {
    environment: describeEnvironment(false),
    options: readOptions(["--short"]),
    failures: {},
  });
  expect(readReport(file)).toStrictEqual(report);
});

test("an earlier run fills the rows that this one did not measure, and no other", () => {
  const earlier = { rows: [{ ...measured, note: "earlier" }, counted], conditions: ["then"] };
  const now = { rows: [measured, { figure: "lost" }, { figure: "new" }], conditions: ["now"] };
  expect(joined(now, earlier)).toStrictEqual({
    rows: [measured, counted, { figure: "new" }],
    conditions: ["then", "now"],
  });
});
