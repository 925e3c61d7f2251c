import { AppError } from "../../domain/app-error.ts";
import type { Clock } from "../../domain/ports.ts";

/** Whoever waits hears within 5 s that the database does not answer, in milliseconds. */
const DEADLINE_MS = 4_500;

/** The same answer, or `unavailable` when it does not come in time: what was asked for may still happen (G2). */
export async function inTime<Answer>(clock: Clock, answer: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(DEADLINE_MS, () =>
    late.reject(new AppError("unavailable", "The database does not answer in time", { retryAfter: 1 })),
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    cancel();
  }
}
