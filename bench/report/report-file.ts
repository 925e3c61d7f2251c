import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Results } from "../results.ts";
import type { Row } from "./row.ts";

/** What a run came to: its rows, and the lines that say what they depend on. */
export interface Report {
  rows: readonly Row[];
  conditions: readonly string[];
}

const Estimate = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  // JSON has no infinity: what was counted has no rounds.
  rounds: z
    .number()
    .nullable()
    .transform((rounds) => rounds ?? Number.POSITIVE_INFINITY),
});
const Target = z.object({ better: z.enum(["lower", "higher"]), must: z.number(), aim: z.number() });
const StoredReport = z.object({
  rows: z.array(
    z.object({
      figure: z.string(),
      estimate: Estimate.exactOptional(),
      unit: z.string().exactOptional(),
      target: Target.exactOptional(),
      null: Estimate.exactOptional(),
      note: z.string().exactOptional(),
      broken: z.boolean().exactOptional(),
    }),
  ),
  conditions: z.array(z.string()),
});

/** Keeps a report with every round behind it, as JSON. */
export function writeReport(file: string, report: Report, results: Results): void {
  writeFileSync(file, JSON.stringify({ ...report, ...results }, asJson, 1));
}

/** @throws when the file is not one that writeReport made */
export function readReport(file: string): Report {
  return StoredReport.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** What was not measured now, as it was measured then. */
export function joined(now: Report, earlier: Report): Report {
  const rowsThen = new Map(earlier.rows.map((row) => [row.figure, row]));
  const rows = now.rows.map((row) => (row.estimate === undefined ? (rowsThen.get(row.figure) ?? row) : row));
  return { rows, conditions: [...earlier.conditions, ...now.conditions] };
}

function asJson(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}
