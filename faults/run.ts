/** `npm run faults`: breaks the real server in every way of the catalogue, and holds what happens to the invariants. */
import { catalogue } from "./cases/catalogue.ts";
import { readOptions } from "./options.ts";
import { type Result, runCase } from "./run-case.ts";

// Servers and clients of a case end with this process, however it ends.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const options = readOptions(
  process.argv.slice(2),
  catalogue.map(({ id }) => id),
);
const counts: Record<Result["outcome"], number> = { passed: 0, failed: 0, "not run": 0 };
for (const fault of catalogue) {
  if (options.only && !options.only.includes(fault.id)) continue;
  const began = performance.now();
  const { outcome, why } = await runCase(fault, options);
  counts[outcome] += 1;
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`${fault.id} ${outcome}: ${fault.fault} – ${why} (${seconds} s)`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts["not run"]} not run`);
process.exit(counts.failed > 0 ? 1 : 0);
