import { join } from "node:path";
import type { FaultCase } from "./cases/fault-case.ts";
import { missing } from "./machine/missing-means.ts";
import { NodesWorld } from "./nodes/nodes-world.ts";
import type { Options } from "./options.ts";
import { World } from "./workload/world.ts";

export interface Result {
  outcome: "passed" | "failed" | "not run";
  /** what was seen, what went wrong, or what is missing */
  why: string;
}

const HISTORIES = join(import.meta.dirname, "../test-results/faults");

/** Runs a case with each of its seeds, until one fails. */
export async function runCase(fault: FaultCase, options: Options): Promise<Result> {
  const lacks = fault.needs?.map(missing).find((why) => why !== undefined);
  if (lacks !== undefined) return { outcome: "not run", why: lacks };
  let seen = "";
  for (let seed = options.firstSeed; seed < options.firstSeed + options.seeds; seed += 1) {
    const historyFile = join(HISTORIES, `${fault.id}-seed${seed}.jsonl`);
    try {
      seen = await fault.run({
        long: options.long,
        seed,
        kills: options.kills,
        progress: (text) => console.log(`${fault.id} seed ${seed}: ${text}`),
        open: (world = {}) => World.open({ seed, ...world, historyFile }),
        openNodes: (world = {}) => NodesWorld.open({ seed, ...world, historyFile }),
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { outcome: "failed", why: `${message} (seed ${seed})` };
    }
  }
  return { outcome: "passed", why: seen };
}
