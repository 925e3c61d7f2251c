/** `npm run faults`: breaks the real server in every way of the catalogue, and holds what happens to the invariants. */
import { join } from "node:path";
import { mongoProgram } from "../scripts/services/mongo-program.ts";
import { catalogue } from "./cases/catalogue.ts";
import type { FaultCase } from "./cases/fault-case.ts";
import { caseMinutes, readOptions } from "./options.ts";
import { runApart } from "./run-apart.ts";
import type { Result } from "./run-case.ts";

const args = process.argv.slice(2);
const options = readOptions(
  args,
  catalogue.map(({ id }) => id),
);
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => interruption.abort(`it was interrupted by ${signal}`));
const counts: Record<Result["outcome"], number> = { passed: 0, failed: 0, "not run": 0 };
const waiting = catalogue.filter(
  ({ id, isLong = false }) => options.only?.includes(id) ?? (options.long || !isLong),
);

// Before anybody's time is measured: the first time on a machine it has to be built.
if (waiting.some(({ needs }) => needs?.includes("mongodb"))) await mongoProgram();

async function run({ id, fault }: FaultCase): Promise<void> {
  const began = performance.now();
  const { outcome, why } = await runApart({
    entry: join(import.meta.dirname, "run-one.ts"),
    args: [...args, "--only", id],
    within: caseMinutes(options) * 60_000,
    signal: interruption.signal,
  });
  counts[outcome] += 1;
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`${id} ${outcome}: ${fault} – ${why} (${seconds} s)`);
}

async function runOneAfterAnother(): Promise<void> {
  for (let next = waiting.shift(); next && !interruption.signal.aborted; next = waiting.shift())
    await run(next);
}

await Promise.all(Array.from({ length: options.atOnce }, runOneAfterAnother));
if (counts["not run"] > 0) console.log(`${counts["not run"]} not run`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 ? 1 : 0);
