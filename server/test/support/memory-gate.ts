import { AppError } from "../../src/domain/app-error.ts";
import type { Clock, LogRow } from "../../src/domain/ports.ts";

/** What may go wrong on the way to the store and back. Called anew every time. */
export interface Faults {
  /** milliseconds that a call takes on its way in, and again on its way out */
  latency?: () => number;
  /** whether this insert is answered with `unavailable`, and whether it was stored all the same */
  insert?: (row: LogRow) => "before its effect" | "after its effect" | undefined;
}

/** The way into the memory: every call takes its time, and none enters once the store is closed. */
export class MemoryGate {
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #inside = new Set<Promise<unknown>>();
  #closed = false;

  constructor({ clock, faults }: { clock: Clock; faults: Faults }) {
    this.#clock = clock;
    this.#faults = faults;
  }

  /** The effect happens at one moment, as a transaction does. */
  call<Result>(effect: () => Result): Promise<Result> {
    if (this.#closed) return Promise.reject(new AppError("unavailable", "The store is closed"));
    const work = this.#through(effect);
    const settled = work.catch(() => {}).finally(() => this.#inside.delete(settled));
    this.#inside.add(settled);
    return work;
  }

  insert(row: LogRow, effect: () => "stored" | "conflict"): Promise<"stored" | "conflict"> {
    return this.call(() => {
      const fault = this.#faults.insert?.(row);
      if (fault === "before its effect") throw new AppError("unavailable");
      const outcome = effect();
      if (fault === "after its effect") throw new AppError("unavailable");
      return outcome;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#inside);
  }

  async #through<Result>(effect: () => Result): Promise<Result> {
    await this.#delay();
    const result = effect();
    await this.#delay();
    return result;
  }

  async #delay(): Promise<void> {
    const milliseconds = this.#faults.latency?.() ?? 0;
    if (milliseconds === 0) return;
    await new Promise<void>((resolve) => {
      this.#clock.after(milliseconds, resolve);
    });
  }
}
