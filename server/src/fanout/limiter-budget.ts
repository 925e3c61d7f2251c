import {
  BurstyRateLimiter,
  type RateLimiterMemory,
  type RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { AppError } from "../domain/app-error.ts";
import type { Budget, BudgetTerms, OpenBudget } from "../domain/ports.ts";
import { BoundedLimiter } from "./bounded-limiter.ts";

type MakeLimiter = (
  name: string,
  terms: { points: number; duration: number },
) => RateLimiterMemory | RateLimiterRedis;

/** A budget over the limiter library, wherever its limiters count. */
export function limiterBudget(makeLimiter: MakeLimiter): OpenBudget {
  return (name, { points, seconds, burst, detail }: BudgetTerms): Budget => {
    const steady = makeLimiter(name, { points, duration: seconds });
    const limiter =
      burst === undefined
        ? steady
        : new BurstyRateLimiter(
            steady,
            makeLimiter(`${name}-burst`, { points: burst.points, duration: burst.seconds }),
          );
    return {
      async spend(key) {
        await limiter.consume(key).catch((reason: unknown) => {
          if (!(reason instanceof RateLimiterRes)) throw reason;
          throw new AppError("rate_limited", detail, { retryAfter: reason.msBeforeNext / 1000 });
        });
      },
      async refund(key) {
        await steady.reward(key);
      },
    };
  };
}

/** Counts on this node alone. */
export const openOwnBudget: OpenBudget = limiterBudget(
  (keyPrefix, terms) => new BoundedLimiter({ ...terms, keyPrefix }),
);
