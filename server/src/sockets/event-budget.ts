import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../domain/app-error.ts";
import type { ChatSocket } from "./chat-socket.ts";
import { socketLimits } from "./socket-limits.ts";

const { eventsPerSecond, eventBurst, eventBurstSeconds, refusedEvents } = socketLimits;

/** How many events a socket may send (R5): refused first, and cut when it goes on regardless. */
export class EventBudget {
  readonly #events = new BurstyRateLimiter(
    new RateLimiterMemory({ points: eventsPerSecond, duration: 1 }),
    new RateLimiterMemory({ points: eventBurst, duration: eventBurstSeconds }),
  );
  readonly #refusals = new RateLimiterMemory({ points: refusedEvents, duration: eventBurstSeconds });
  readonly #cut: (socket: ChatSocket) => void;

  constructor(cut: (socket: ChatSocket) => void) {
    this.#cut = cut;
  }

  /** @throws AppError `rate_limited` */
  async spend(socket: ChatSocket): Promise<void> {
    const refusal = await this.#events.consume(socket.id).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (refusal === undefined) return;
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    await this.#refusals.consume(socket.id).catch(() => this.#cut(socket));
    throw new AppError("rate_limited", "Too many events", { retryAfter: refusal.msBeforeNext / 1000 });
  }
}
