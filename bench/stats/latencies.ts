import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** Longest latency that is told apart: a minute. A round is over long before. */
const HIGHEST_MICROSECONDS = 60_000_000;

/** Latencies of one round in an HDR histogram: three significant figures from 1 µs to 1 min, mergeable without loss. */
export class Latencies {
  readonly #histogram: RecordableHistogram;

  constructor() {
    this.#histogram = createHistogram({ lowest: 1, highest: HIGHEST_MICROSECONDS, figures: 3 });
  }

  record(milliseconds: number): void {
    const microseconds = Math.round(milliseconds * 1_000);
    this.#histogram.record(Math.min(Math.max(microseconds, 1), HIGHEST_MICROSECONDS));
  }

  get count(): number {
    return this.#histogram.count;
  }

  /** In milliseconds; 0 < percentile ≤ 100. NaN when nothing was recorded. */
  percentile(percentile: number): number {
    return this.count === 0 ? Number.NaN : this.#histogram.percentile(percentile) / 1_000;
  }

  add(other: Latencies): void {
    if (other.count > 0) this.#histogram.add(other.#histogram);
  }

  /** What a report prints, in milliseconds. */
  summary(): { count: number; p50: number; p90: number; p99: number; p999: number; max: number } {
    const at = (percentile: number) => this.percentile(percentile);
    return { count: this.count, p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: at(100) };
  }

  toJSON(): object {
    return this.summary();
  }
}

/** One histogram of all: percentiles of rounds are merged, never averaged. */
export function mergeLatencies(all: readonly Latencies[]): Latencies {
  const merged = new Latencies();
  for (const one of all) merged.add(one);
  return merged;
}
