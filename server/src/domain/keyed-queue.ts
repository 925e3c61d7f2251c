import { AppError } from "./app-error.ts";
import type { Clock } from "./ports.ts";

/** How long a task may wait for its turn: a store that hangs must not pile up answers that nobody awaits any more. */
const WAIT_MS = 5_000;

/** Runs the tasks of one key one after another, in the order in which they came; different keys do not meet. */
export class KeyedQueue {
  readonly #clock: Clock;
  readonly #tails = new Map<string, Promise<unknown>>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** Rejects with `unavailable`, and never runs the task, when its turn does not come in time. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key);
    const result = before === undefined ? task() : this.#inTime(before).then(task);
    // Who gave up waiting still keeps those behind it waiting for those before it.
    const after = () => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    };
    const tail = (before === undefined ? result : before.then(() => result)).then(after, after);
    this.#tails.set(key, tail);
    return result;
  }

  async #inTime(turn: Promise<unknown>): Promise<void> {
    const late = Promise.withResolvers<never>();
    const cancel = this.#clock.after(WAIT_MS, () =>
      late.reject(new AppError("unavailable", "The store is too slow right now", { retryAfter: 1 })),
    );
    try {
      await Promise.race([turn, late.promise]);
    } finally {
      cancel();
    }
  }
}
