import { LRUCache } from "lru-cache";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { AppError } from "../../domain/app-error.ts";
import type { Budget, OpenBudget } from "../../domain/ports.ts";
import { BoundedLimiter } from "../bounded-limiter.ts";
import { limiterBudget, openOwnBudget } from "../limiter-budget.ts";
import type { RedisLink } from "./redis-link.ts";

const REFUSED_MAX = 50_000;

/** Budgets that all nodes count together in Redis. While it is away, each node counts by itself. */
export function sharedBudgets(link: RedisLink): OpenBudget {
  const storeClient = {
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      link.run("limit", (client) => client.eval(script, options)),
  };
  const openShared = limiterBudget((name, terms) => {
    const insuranceLimiter = new BoundedLimiter({ ...terms, keyPrefix: name });
    const keyPrefix = `duologue:limit:${name}`;
    return new RateLimiterRedis({
      ...terms,
      keyPrefix,
      storeClient,
      useRedisPackage: true,
      insuranceLimiter,
    });
  });
  return (name, terms) =>
    terms.isExact ? openShared(name, terms) : heardLater(openOwnBudget(name, terms), openShared(name, terms));
}

/**
 * Lets through at once what this node's own count allows, and counts it with the others beside that: when they have
 * given too much together, this node refuses from then on. So nothing waits for Redis, and what may pass too much is
 * what passes within one round trip to it.
 */
function heardLater(own: Budget, shared: Budget): Budget {
  const refused = new LRUCache<string, AppError>({ max: REFUSED_MAX, ttlAutopurge: false });
  return {
    async spend(key) {
      const refusal = refused.get(key);
      if (refusal !== undefined) throw refusal;
      await own.spend(key);
      shared.spend(key).catch((error: unknown) => {
        if (error instanceof AppError) refused.set(key, error, { ttl: 1_000 * (error.retryAfter ?? 1) });
      });
    },
    async refund(key) {
      await Promise.all([own.refund(key), shared.refund(key)]);
    },
  };
}
