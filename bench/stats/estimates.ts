import { bootstrap, type Estimate } from "./bootstrap.ts";
import { type Latencies, mergeLatencies } from "./latencies.ts";
import { median } from "./quantile.ts";
import { seededRandom } from "./seeded-random.ts";

/** The seed of every interval: the same rounds always give the same interval. */
const SEED = 20_261_122;
/** Merging histograms is slow; 400 draws place the ends of a 95 % interval to about 1 % of probability. */
const POOLED_RESAMPLES = 400;

/** The median over the rounds. */
export function medianOf(values: readonly number[]): Estimate {
  return bootstrap(values, median, { random: seededRandom(SEED) });
}

/**
 * The median of the ratios within each round. Both values of a round were measured next to each other, so what
 * slows the machine for minutes divides out; the ratio of two medians would keep it.
 */
export function medianRatio(above: readonly number[], below: readonly number[]): Estimate {
  if (above.length !== below.length)
    throw new RangeError(`${above.length} rounds against ${below.length}: a ratio needs pairs`);
  const ratios = above.map((value, round) => value / (below[round] ?? Number.NaN));
  return bootstrap(ratios, median, { random: seededRandom(SEED) });
}

/** A percentile of all rounds pooled, above / below; rounds are drawn in pairs. */
export function pooledPercentileRatio(
  above: readonly Latencies[],
  below: readonly Latencies[],
  percentile: number,
): Estimate {
  if (above.length !== below.length)
    throw new RangeError(`${above.length} rounds against ${below.length}: a ratio needs pairs`);
  const pairs = above.flatMap((one, round) => {
    const other = below[round];
    return other === undefined ? [] : [{ one, other }];
  });
  const statistic = (drawn: readonly { one: Latencies; other: Latencies }[]) =>
    mergeLatencies(drawn.map((pair) => pair.one)).percentile(percentile) /
    mergeLatencies(drawn.map((pair) => pair.other)).percentile(percentile);
  return bootstrap(pairs, statistic, { random: seededRandom(SEED), resamples: POOLED_RESAMPLES });
}
