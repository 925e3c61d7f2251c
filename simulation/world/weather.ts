import type { SeededRandom } from "../../server/test/support/seeded-random.ts";

type Span = readonly [min: number, max: number];

/** How likely it is that things go wrong on the way. Times in milliseconds, chances from 0 to 1. */
export interface Weather {
  /** one way between a tab and a node */
  latency: Span;
  /** a call that never reaches a node, and one whose answer never comes back */
  requestLost: number;
  answerLost: number;
  /** what a node says on a socket */
  pushLost: number;
  pushTwice: number;
  /** overtaken by what is said after it */
  pushLate: number;
  /** a socket breaks while something is said on it */
  lineCut: number;
  /** one way between a node and the store */
  storeLatency: Span;
  /** the outcome of a write is unknown: it may have happened, or happen later */
  writeUnknown: number;
  /** a call that the store refuses */
  storeRefuses: number;
  /** one way between two nodes */
  busLatency: Span;
  busLost: number;
}

export const CALM: Readonly<Weather> = {
  latency: [5, 40],
  requestLost: 0,
  answerLost: 0,
  pushLost: 0,
  pushTwice: 0,
  pushLate: 0,
  lineCut: 0,
  storeLatency: [0.2, 3],
  writeUnknown: 0,
  storeRefuses: 0,
  busLatency: [0.3, 4],
  busLost: 0,
};

/** Each seed has its own: some are nearly calm, and some lose every other push. */
export function storm(random: SeededRandom): Weather {
  const upTo = (worst: number) => worst * random.fraction() ** 2;
  const slow = random.pick([40, 120, 400, 2_000]);
  return {
    latency: [5, slow],
    requestLost: upTo(0.2),
    answerLost: upTo(0.2),
    pushLost: upTo(0.6),
    pushTwice: upTo(0.5),
    pushLate: upTo(0.6),
    lineCut: upTo(0.03),
    storeLatency: [0.2, random.pick([3, 10, 60])],
    writeUnknown: upTo(0.3),
    storeRefuses: upTo(0.1),
    busLatency: [0.3, random.pick([4, 40, 800])],
    busLost: upTo(0.4),
  };
}

/** A time within the span. */
export function within(random: SeededRandom, [min, max]: Span): number {
  return min + random.fraction() * (max - min);
}
