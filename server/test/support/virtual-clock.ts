import type { Clock } from "../../src/domain/ports.ts";

interface Timer {
  at: number;
  callback: () => void;
}

/** Time that passes only when it is told to: what is due runs in order, and what it sets off runs to its end first. */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>();
  /** since the start, never back; timers go by this */
  #elapsed = 0;
  /** what the wall shows at the start; `jump` moves it */
  #start: number;

  constructor({ start = Date.UTC(2026, 0, 2, 3, 4, 5, 678) }: { start?: number } = {}) {
    this.#start = start;
  }

  now(): number {
    return this.#start + this.#elapsed;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#elapsed + Math.max(0, milliseconds), callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Somebody sets the wall clock: no timer notices. */
  jump(milliseconds: number): void {
    this.#start += milliseconds;
  }

  async advance(milliseconds: number): Promise<void> {
    const until = this.#elapsed + milliseconds;
    await drained();
    for (let next = this.#next(); next !== undefined && next.at <= until; next = this.#next())
      await this.#fire(next);
    this.#elapsed = until;
  }

  /** Lets time pass until no timer waits. */
  async runAll(): Promise<void> {
    await drained();
    for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#fire(next);
  }

  /** Lets as much time pass as this work needs; answers what it comes to. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    work.then(settle, settle);
    await drained();
    while (!settled) {
      const next = this.#next();
      if (next === undefined) throw new Error("the work waits for something that is not a timer");
      await this.#fire(next);
    }
    return work;
  }

  /** The timer that is due first; of several, the one that was set first. */
  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (first === undefined || timer.at < first.at) first = timer;
    return first;
  }

  async #fire(timer: Timer): Promise<void> {
    this.#timers.delete(timer);
    this.#elapsed = timer.at;
    timer.callback();
    await drained();
  }
}

/** Resolves when every promise that could go on has done so. */
function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
