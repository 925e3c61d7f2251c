import type { RequestHandler } from "express";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../domain/app-error.ts";
import { sessionOf } from "./authenticate.ts";

/** Of one person in each ten seconds, over all devices: a device that catches up after a night needs dozens. */
const REQUESTS = { points: 300, duration: 10 };

/** What one person may ask of the server, so that nobody else waits for it (G14). */
export function requestBudget(): RequestHandler {
  const limiter = new RateLimiterMemory(REQUESTS);
  return async (request, _response, next) => {
    await limiter.consume(sessionOf(request).userId).catch(refuse);
    next();
  };
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  throw new AppError("rate_limited", undefined, { retryAfter: reason.msBeforeNext / 1000 });
}
