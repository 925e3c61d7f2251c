import { quantile } from "./quantile.ts";
import type { Random } from "./seeded-random.ts";

/** A statistic with the 95 % interval that the spread of the rounds allows. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** how many rounds it rests on */
  rounds: number;
}

/**
 * The percentile bootstrap: draws as many rounds as there are, with replacement, and looks where the statistic of
 * these draws lies in 95 of 100 cases. Assumes nothing about how the rounds are distributed.
 */
export function bootstrap<Round>(
  rounds: readonly Round[],
  statistic: (rounds: readonly Round[]) => number,
  { random, resamples = 2_000 }: { random: Random; resamples?: number },
): Estimate {
  const value = statistic(rounds);
  const draws = Array.from({ length: resamples }, () => statistic(resample(rounds, random)));
  return { value, low: quantile(draws, 0.025), high: quantile(draws, 0.975), rounds: rounds.length };
}

function resample<Round>(rounds: readonly Round[], random: Random): Round[] {
  return rounds.map((round) => rounds[Math.floor(random() * rounds.length)] ?? round);
}
