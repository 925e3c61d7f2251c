import type { Estimate } from "../stats/bootstrap.ts";

/** What a figure is measured against. */
export interface Target {
  /** whether smaller or larger is better */
  better: "lower" | "higher";
  must: number;
  aim: number;
}

export type Verdict = "aim" | "must" | "missed" | "not judged";

/** One line of the report. */
export interface Row {
  figure: string;
  /** absent when it was not measured */
  estimate?: Estimate;
  unit?: string;
  target?: Target;
  /** the same figure of our build against itself: what differs less is no difference */
  null?: Estimate;
  /** absolute values behind a ratio, and whatever else belongs to it */
  note?: string;
  /** only of what is promised, not merely aimed at: when it was broken the run fails, however fast it was */
  broken?: boolean;
}

/** Judged by the worse end of the interval, so that luck does not pass. */
export function verdict({ estimate, target }: Row): Verdict {
  if (estimate === undefined || target === undefined || estimate.rounds < ROUNDS_TO_JUDGE)
    return "not judged";
  const worse = target.better === "lower" ? estimate.high : estimate.low;
  const meets = (bound: number) => (target.better === "lower" ? worse <= bound : worse >= bound);
  if (meets(target.aim)) return "aim";
  return meets(target.must) ? "must" : "missed";
}

/** One round has no spread, and an interval of three is luck. */
const ROUNDS_TO_JUDGE = 5;

/** Something that was counted or measured once over many operations: it has no interval. */
export function exactly(value: number): Estimate {
  return { value, low: value, high: value, rounds: Number.POSITIVE_INFINITY };
}
