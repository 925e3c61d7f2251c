import type { Request } from "express";
import type { OpenBudget } from "../domain/ports.ts";
import { sessionOf } from "./authenticate.ts";

/** Of one person in each ten seconds, over all devices: a device that catches up after a night needs dozens. */
const REQUESTS = { points: 300, seconds: 10 };

/** What one person may ask of the server, so that nobody else waits for it (G14). */
export function requestBudget(openBudget: OpenBudget): (request: Request) => Promise<void> {
  const budget = openBudget("requests", REQUESTS);
  return (request) => budget.spend(sessionOf(request).userId);
}
