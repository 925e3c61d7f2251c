import type { Request, RequestHandler } from "express";
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../domain/app-error.ts";
import { sessionOf } from "./authenticate.ts";

/** Requests of one person in each ten seconds, over all devices: a device that syncs after a night needs dozens. */
const REQUESTS = { points: 300, duration: 10 };
/** Messages of one person: 20 a second go on for ever, and now and then 20 more. */
const SENDS = { points: 20, duration: 1 };
const SENDS_BURST = { points: 20, duration: 10, keyPrefix: "burst" };

export interface Limits {
  /** every request of a person */
  requests: RequestHandler[];
  /** sending a message, beside that */
  sends: RequestHandler[];
}

/** What one person may ask of the server, so that nobody else waits for it (G14). */
export function createLimits(enabled: boolean): Limits {
  if (!enabled) return { requests: [], sends: [] };
  const sends = new BurstyRateLimiter(new RateLimiterMemory(SENDS), new RateLimiterMemory(SENDS_BURST));
  return { requests: [limitedBy(new RateLimiterMemory(REQUESTS))], sends: [limitedBy(sends)] };
}

function limitedBy(limiter: { consume(key: string): Promise<RateLimiterRes> }): RequestHandler {
  return async (request: Request, _response, next) => {
    await limiter.consume(sessionOf(request).userId).catch(refuse);
    next();
  };
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  throw new AppError("rate_limited", undefined, { retryAfter: reason.msBeforeNext / 1000 });
}
