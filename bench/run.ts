/** `npm run bench`: measures, prints one table, keeps every round in bench/results. See bench/README.md. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "./options.ts";
import { describeRun } from "./report/describe-run.ts";
import { joined, type Report, readReport, writeReport } from "./report/report-file.ts";
import { rowsOf } from "./report/rows.ts";
import { printedTable } from "./report/table.ts";
import { writeReadme } from "./report/write-readme.ts";
import type { Results } from "./results.ts";
import { runSuite } from "./suite.ts";

const started = performance.now();
const say = (what: string) =>
  console.error(`[${Math.round((performance.now() - started) / 1_000)} s] ${what}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const options = readOptions(process.argv.slice(2));
const directory = join(import.meta.dirname, "results");
mkdirSync(directory, { recursive: true });
/** After each workload: an hour is long, and what was measured stays measured. */
const keep = (results: Results) =>
  writeReport(
    join(directory, `${results.environment.date.replaceAll(/[:.]/g, "-")}.json`),
    reportOf(results),
    results,
  );
const results = await runSuite(options, { say, keep });
const report = reportOf(results);
console.log(printedTable(report.rows));
console.log(report.conditions.join("\n"));
if (options.writeReadme) writeReadme(report);
if (report.rows.some((row) => row.broken) || Object.keys(results.failures).length > 0) process.exitCode = 1;

function reportOf(measured: Results): Report {
  const now = { rows: rowsOf(measured), conditions: describeRun(measured) };
  return options.join === undefined ? now : joined(now, readReport(options.join));
}
