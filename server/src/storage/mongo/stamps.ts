import { randomInt } from "node:crypto";
import type { Clock } from "../../domain/ports.ts";

/** Stamps in one millisecond. A stamp is an integer that a double holds exactly until the year 2248. */
const PER_MS = 1_024;

/**
 * How long after its stamp a change may become visible to all nodes, in milliseconds. It covers the deadline of a
 * write (4.5 s), what a server may still do with one that was given up, and twice the clocks' difference that is
 * tolerated (see prove-server.ts), several times over. Whoever reads changes in the order of their stamps looks this
 * far back, so that none is passed over (G7).
 */
const VISIBLE_AFTER_MS = 60_000;

/** Places changes in the time that all nodes share. Two stamps of one process are never equal, and always rise. */
export class Stamps {
  readonly #clock: Clock;
  /** sets the stamps of processes apart that are made in the same millisecond */
  readonly #offset = randomInt(PER_MS);
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): number {
    this.#last = Math.max(this.#last + 1, this.#clock.now() * PER_MS + this.#offset);
    return this.#last;
  }

  /** Every change with a stamp up to this one can be read by now. */
  settled(): number {
    return (this.#clock.now() - VISIBLE_AFTER_MS) * PER_MS;
  }
}
