/** `npm run bench`: measures, prints one table, keeps every round in bench/results. See bench/README.md. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions } from "./options.ts";
import { describeRun } from "./report/describe-run.ts";
import { rowsOf } from "./report/rows.ts";
import { printedTable } from "./report/table.ts";
import { writeReadme } from "./report/write-readme.ts";
import { runSuite } from "./suite.ts";

const started = performance.now();
const say = (what: string) =>
  console.error(`[${Math.round((performance.now() - started) / 1_000)} s] ${what}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const options = readOptions(process.argv.slice(2));
const results = await runSuite(options, say);
const rows = rowsOf(results);
const directory = join(import.meta.dirname, "results");
mkdirSync(directory, { recursive: true });
const file = join(directory, `${results.environment.date.replaceAll(/[:.]/g, "-")}.json`);
writeFileSync(file, JSON.stringify({ rows, ...results }, asJson, 1));
console.log(printedTable(rows));
console.log(describeRun(results));
if (options.writeReadme) writeReadme(rows, results);
if (rows.some((row) => row.broken)) process.exitCode = 1;

function asJson(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}
