import { MongoError } from "mongodb";
import { AppError } from "../../domain/app-error.ts";
import type { Clock } from "../../domain/ports.ts";

/** Whoever waits hears within 5 s that the database does not answer, also when several calls fail one after another. */
const DEADLINE_MS = 4_500;

/**
 * The way to the database: every call has a deadline, and none begins once the store is closed. Whatever goes wrong on
 * the way is `unavailable`: the outcome of a write is then unknown, and nobody guesses (G2).
 */
export class Access {
  readonly #clock: Clock;
  readonly #inside = new Set<Promise<unknown>>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws AppError `unavailable` */
  run<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (this.#closed) return Promise.reject(new AppError("unavailable", "The store is closed"));
    const work = this.#inTime(call()).catch((cause: unknown) => {
      if (!(cause instanceof MongoError)) throw cause;
      throw new AppError("unavailable", undefined, { cause, retryAfter: 1 });
    });
    const settled = work.then(noted, noted).finally(() => this.#inside.delete(settled));
    this.#inside.add(settled);
    return work;
  }

  /** Refuses what comes later; resolves once nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#inside);
  }

  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const late = Promise.withResolvers<never>();
    const cancel = this.#clock.after(DEADLINE_MS, () =>
      late.reject(new AppError("unavailable", "The database does not answer in time", { retryAfter: 1 })),
    );
    try {
      return await Promise.race([answer, late.promise]);
    } finally {
      cancel();
    }
  }
}

function noted(): void {}
