import { closedLoop } from "../load/closed-loop.ts";
import type { Traffic } from "../load/traffic.ts";

const LADDER = [8, 32, 64, 128, 256] as const;
/** Fewer in flight count as saturation when they give this share of the most that any step gave. */
const CLOSE_TO_THE_MOST = 0.97;

export interface Knee {
  inFlight: number;
  perSecond: number;
}

/** The least that must be in flight for (almost) the highest rate. */
export async function findKnee(
  attempt: (drive: (traffic: Traffic) => Promise<undefined>) => Promise<number>,
  milliseconds: number,
): Promise<Knee> {
  const steps: Knee[] = [];
  for (const inFlight of LADDER) {
    const perSecond = await attempt((traffic) => closedLoop(traffic, inFlight, milliseconds));
    steps.push({ inFlight, perSecond });
  }
  const most = Math.max(...steps.map((step) => step.perSecond));
  return (
    steps.find((step) => step.perSecond >= most * CLOSE_TO_THE_MOST) ?? { inFlight: 256, perSecond: most }
  );
}
