import type { Results } from "../results.ts";
import { quantile } from "../stats/quantile.ts";
import { significant } from "./table.ts";

/** What the figures of a run depend on, and what spoilt any of it; a few lines. */
export function describeRun(results: Results): string[] {
  const { environment: machine, options } = results;
  const libraries = Object.entries(machine.libraries).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${[...options.only].join(", ")}: ${machine.date}, commit ${machine.commit}, Node ${machine.node}, SQLite ${machine.sqlite}, ${libraries.join(", ")}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, load average ${significant(machine.loadAverage)} when it began; ${machine.coresSeparated ? "server and generator on a core each" : "server and generator share their cores"}`,
    `${options.rounds} rounds of ${options.roundMs / 1_000} s after ${options.warmUps} to warm up, ${options.pairs} pairs; synchronous=FULL on both sides`,
    ...flushLine(results),
    ...spoiltLines(results),
    ...Object.entries(results.failures).map(([workload, reason]) => `${workload} failed: ${reason}`),
  ];
  if (options.short)
    lines.push("A short run shows that everything works and that nothing is lost. Its times mean nothing.");
  return lines;
}

function flushLine({ lone }: Results): string[] {
  if (lone === undefined) return [];
  const flushes = lone.map((turn) => turn.flush);
  const [low, middle, high] = [0.1, 0.5, 0.9].map((q) => significant(quantile(flushes, q)));
  return [`flush of 4 KB in this sitting: p50 ${middle} ms, from turn to turn ${low}–${high} ms`];
}

const SPOILT_SHOWN = 2;

/** One line for each workload that a turn was spoilt of; all of them are in the file of the results. */
function spoiltLines({ socket, http, mix, connects }: Results): string[] {
  const all = {
    "socket, saturated": socket?.saturated,
    "socket, open loop": socket?.open,
    "HTTP, saturated": http?.saturated,
    "HTTP, open loop": http?.open,
    mix: mix?.open,
    connects,
  };
  return Object.entries(all).flatMap(([name, interleaved]) => {
    const spoilt = interleaved?.spoilt ?? [];
    if (spoilt.length === 0) return [];
    const others = spoilt.length > SPOILT_SHOWN ? "; and others" : "";
    return [`spoilt turns of ${name}: ${spoilt.slice(0, SPOILT_SHOWN).join("; then ")}${others}`];
  });
}
