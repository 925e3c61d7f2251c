import type { Clock } from "../domain/ports.ts";

interface Rate {
  /** tokens in a full bucket: how much may happen at once */
  burst: number;
  /** tokens that come back: how much may go on for ever */
  perSecond: number;
}

/**
 * A rate that is checked at once. The limiter library answers by promise: on a socket, where a hundred events come
 * in one turn, refused events would then overtake accepted ones, and a flood be handled before it is noticed.
 */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #clock: Clock;
  #tokens: number;
  #asOf: number;

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
    this.#tokens = rate.burst;
    this.#asOf = clock.now();
  }

  /** Takes so many tokens if they are there, else none. */
  take(count = 1): boolean {
    const now = this.#clock.now();
    const { burst, perSecond } = this.#rate;
    // A clock that is set back gives nothing and takes nothing.
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#asOf) * perSecond) / 1_000);
    this.#asOf = now;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }

  /** Seconds until the next token. */
  get wait(): number {
    return Math.max(0, 1 - this.#tokens) / this.#rate.perSecond;
  }
}
