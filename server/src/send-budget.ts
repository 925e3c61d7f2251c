import type { OpenBudget } from "./domain/ports.ts";

/** Messages of one person, over all devices: 20 a second go on for ever, and in each ten seconds 20 more. */
const MESSAGES = { points: 20, seconds: 1, burst: { points: 20, seconds: 10 } };

/** Takes one message out of a person's budget. @throws AppError `rate_limited` */
export type SpendSend = (userId: string) => Promise<void>;

/** One budget for everything by which a message can be sent (G14). */
export function createSendBudget(openBudget: OpenBudget, enabled: boolean): SpendSend {
  if (!enabled) return () => Promise.resolve();
  const budget = openBudget("messages", MESSAGES);
  return (userId) => budget.spend(userId);
}
