import { AppError } from "./domain/app-error.ts";
import type { Clock, Store } from "./domain/ports.ts";

/** A store that has not answered by then, in milliseconds, does not answer. */
const PING_TIMEOUT = 2_000;

/** Whether new work should be sent here. */
export class Readiness {
  readonly #store: Store;
  readonly #clock: Clock;
  #draining = false;

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** From here on the answer is no. */
  drain(): void {
    this.#draining = true;
  }

  /** @throws AppError `unavailable` */
  async check(): Promise<void> {
    if (this.#draining) throw new AppError("unavailable", "The server is stopping");
    const { promise: late, reject } = Promise.withResolvers<never>();
    const cancel = this.#clock.after(PING_TIMEOUT, () => reject(new Error("The store took too long")));
    try {
      await Promise.race([this.#store.ping(), late]);
    } catch (cause) {
      throw new AppError("unavailable", "The store does not answer", { cause });
    } finally {
      cancel();
    }
  }
}
