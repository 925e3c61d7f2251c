import { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerSelectionError } from "mongodb";
import { AppError } from "../../domain/app-error.ts";
import type { Clock } from "../../domain/ports.ts";
import { inTime } from "./in-time.ts";
import type { Outage } from "./outage.ts";

/** Calls that may be under way, well above what a database that answers ever has; more are refused, so that memory
 * stays bounded (G14). */
const INSIDE_MAX = 16_384;

/**
 * The way to the database: every call has a deadline, and none begins once the store is closed or while the database is
 * known not to answer. Whatever goes wrong on the way is `unavailable`: the outcome of a write is then unknown, and
 * nobody guesses (G2).
 */
export class Access {
  readonly #clock: Clock;
  readonly #outage: Outage;
  readonly #insideMax: number;
  readonly #inside = new Set<Promise<unknown>>();
  #closed = false;

  constructor(clock: Clock, outage: Outage, insideMax = INSIDE_MAX) {
    this.#clock = clock;
    this.#outage = outage;
    this.#insideMax = insideMax;
  }

  /** @throws AppError `unavailable` */
  run<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const refusal = this.#refusal();
    if (refusal !== undefined) return Promise.reject(new AppError("unavailable", refusal, { retryAfter: 1 }));
    const work = inTime(this.#clock, call()).catch((cause: unknown) => {
      if (isSilence(cause)) this.#outage.suspect(cause);
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
    this.#outage.stop();
    await Promise.all(this.#inside);
  }

  #refusal(): string | undefined {
    if (this.#closed) return "The store is closed";
    if (this.#outage.isOn) return "The database does not answer";
    return this.#inside.size < this.#insideMax ? undefined : "The database does not keep up";
  }
}

/** No answer at all, in contrast to one that says what is wrong. */
function isSilence(error: unknown): boolean {
  // The driver puts whatever went wrong with several inserts into an error of its own.
  const inner: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : error;
  if (inner instanceof MongoNetworkError || inner instanceof MongoServerSelectionError) return true;
  return inner instanceof AppError && inner.code === "unavailable";
}

function noted(): void {}
