import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "./domain/app-error.ts";

/** Messages of one person, over all devices: 20 a second go on for ever, and in each ten seconds 20 more. */
const STEADY = { points: 20, duration: 1 };
const BURST = { points: 20, duration: 10, keyPrefix: "burst" };

/** Takes one message out of a person's budget. @throws AppError `rate_limited` */
export type SpendSend = (userId: string) => Promise<void>;

/** One budget for everything by which a message can be sent (G14). */
export function createSendBudget(enabled: boolean): SpendSend {
  if (!enabled) return () => Promise.resolve();
  const limiter = new BurstyRateLimiter(new RateLimiterMemory(STEADY), new RateLimiterMemory(BURST));
  return async (userId) => {
    await limiter.consume(userId).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      throw new AppError("rate_limited", undefined, { retryAfter: reason.msBeforeNext / 1000 });
    });
  };
}
