import { AppError } from "../../server/src/domain/app-error.ts";
import type { ConversationLog, LogRow, MatchRecord } from "../../server/src/domain/ports.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Scheduler } from "../engine/scheduler.ts";

/** To a majority and back, in milliseconds; at times a replica is slow. */
const PROMPT_MS = 6;
const SLOW_MS = 400;

interface Unconfirmed {
  settled: Promise<unknown>;
  rollBack: () => void;
}

/**
 * A replicated log: a row takes its position when it is inserted, and can be read once a majority has it. A fail-over
 * before that rolls it back, whoever was told what. Whoever wants the same position waits for what becomes of it.
 */
export class MajorityLog {
  readonly #log: ConversationLog;
  readonly #scheduler: Scheduler;
  readonly #random: SeededRandom;
  readonly #unconfirmed = new Map<string, Unconfirmed>();

  constructor(options: { log: ConversationLog; scheduler: Scheduler; random: SeededRandom }) {
    this.#log = options.log;
    this.#scheduler = options.scheduler;
    this.#random = options.random;
  }

  /** The same log, written by majority. */
  open(): ConversationLog {
    return { ...this.#log, insert: (match, row) => this.#insert(match, row) };
  }

  failOver(): void {
    for (const { rollBack } of [...this.#unconfirmed.values()]) rollBack();
  }

  async #insert(match: MatchRecord, row: LogRow): Promise<"stored" | "conflict"> {
    const first = this.#unconfirmed.get(match.id);
    if (first !== undefined) {
      await first.settled;
      return "conflict";
    }
    const { promise, resolve, reject } = Promise.withResolvers<"stored" | "conflict">();
    const delay = this.#random.fraction() * (this.#random.chance(0.05) ? SLOW_MS : PROMPT_MS);
    const cancel = this.#scheduler.after(
      delay,
      () => void this.#log.insert(match, row).then(resolve, reject),
    );
    const rollBack = () => {
      cancel();
      reject(new AppError("unavailable"));
    };
    this.#unconfirmed.set(match.id, { settled: Promise.allSettled([promise]), rollBack });
    try {
      return await promise;
    } finally {
      this.#unconfirmed.delete(match.id);
    }
  }
}
