import type { Failpoint } from "./failpoint.ts";

type SpendSend = (userId: string) => Promise<void>;

/** The budget of sends, which both ways in ask before anything else, failing once it was granted. */
export function failingBudget(spend: SpendSend, failpoint: Failpoint): SpendSend {
  return async (userId) => {
    await spend(userId);
    await failpoint.reach("K1");
  };
}
