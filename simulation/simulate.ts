import { parseArgs } from "node:util";
import { runSeed } from "./run-seed.ts";

/** A number of the command line. */
function count(text: string, name: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} takes a whole number`);
}

const { values } = parseArgs({
  options: {
    /** how many seeds, and the first of them */
    seeds: { type: "string", default: "500" },
    from: { type: "string", default: "1" },
    /** how much of what happened is shown when a promise is broken */
    lines: { type: "string", default: "60" },
  },
});
const seeds = count(values.seeds, "seeds");
const from = count(values.from, "from");
const lines = count(values.lines, "lines");

const began = performance.now();
let steps = 0;
let seed = from;
for (; seed < from + seeds; seed += 1) {
  const report = await runSeed(seed);
  steps += report.steps;
  if (seeds === 1) console.log(`Seed ${seed}: ${report.steps} steps, ${report.hash}`);
  if (!report.violation) continue;
  const { message, lines: trace } = report.violation;
  console.error(trace.slice(-lines).join("\n"));
  console.error(`\nSeed ${seed}, step ${report.steps}: ${message}`);
  console.error(`Again, with all that happened: npm run simulate -- --seeds 1 --from ${seed} --lines 100000`);
  process.exitCode = 1;
  break;
}
const seconds = (performance.now() - began) / 1_000;
const ran = Math.min(seed - from + 1, seeds);
console.log(
  `${ran} seeds, ${steps} steps in ${seconds.toFixed(1)} s: ${(ran / seconds).toFixed(1)} seeds/s` +
    (process.exitCode ? "; a promise was broken" : "; every promise held"),
);
