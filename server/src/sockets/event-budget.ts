import { AppError } from "../domain/app-error.ts";
import type { Clock } from "../domain/ports.ts";
import { socketLimits } from "./socket-limits.ts";
import { TokenBucket } from "./token-bucket.ts";

/** How many events one socket may send (R5): more are refused, and who goes on regardless has to go. */
export class EventBudget {
  readonly #events: TokenBucket;
  readonly #refusals: TokenBucket;
  #isExhausted = false;

  constructor(clock: Clock) {
    this.#events = new TokenBucket(socketLimits.events, clock);
    this.#refusals = new TokenBucket(socketLimits.refusedEvents, clock);
  }

  /** @throws AppError `rate_limited` */
  spend(): void {
    if (this.#events.take()) return;
    this.#isExhausted = !this.#refusals.take();
    throw new AppError("rate_limited", "Too many events", { retryAfter: this.#events.wait });
  }

  /** The client does not listen to refusals either. */
  get isExhausted(): boolean {
    return this.#isExhausted;
  }
}
