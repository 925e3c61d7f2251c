/** Runs the one case that its arguments name and sends what came of it to `faults/run.ts`, which starts it. */
import { catalogue } from "./cases/catalogue.ts";
import { readOptions } from "./options.ts";
import { runCase } from "./run-case.ts";

// Servers and file systems of a case end with this process, however it ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
const options = readOptions(
  process.argv.slice(2),
  catalogue.map(({ id }) => id),
);
for (const fault of catalogue) {
  if (!options.only?.includes(fault.id)) continue;
  const result = await runCase(fault, options);
  process.send?.(result, () => process.exit());
}
