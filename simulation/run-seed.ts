import { Violation } from "./engine/violation.ts";
import { begin } from "./phases/beginning.ts";
import { heal } from "./phases/healing.ts";
import { prove } from "./phases/proof.ts";
import { storm } from "./phases/storm.ts";
import { Stage } from "./stage.ts";
import { type Parts, sound } from "./world/parts.ts";

export interface Report {
  seed: number;
  steps: number;
  /** of everything that happened: two runs with the same hash were the same run */
  hash: string;
  /** undefined: every promise held */
  violation: { rule: string; message: string; lines: readonly string[] } | undefined;
}

/** One whole run: nothing in it depends on anything but the seed. */
export async function runSeed(seed: number, parts: Parts = sound): Promise<Report> {
  const stage = new Stage(seed, parts);
  const { trace, scheduler } = stage.world;
  let failure: unknown;
  try {
    await begin(stage);
    await storm(stage);
    await heal(stage);
    await prove(stage);
  } catch (error) {
    failure = error;
  }
  const { steps } = scheduler;
  const report = { seed, steps, hash: trace.hash };
  if (failure === undefined) return { ...report, violation: undefined };
  if (!(failure instanceof Violation)) throw failure;
  const { rule, message } = failure;
  return { ...report, violation: { rule, message, lines: trace.lines } };
}
