import type { ClientClock } from "../chat-ports.ts";

interface Timer {
  at: number;
  callback: () => void;
}

/** Time that passes only when a test says so: what is due runs in order, and what it sets off runs to its end first. */
export class VirtualClock implements ClientClock {
  private readonly timers = new Set<Timer>();
  private elapsed = 0;
  private wall = Date.UTC(2026, 10, 22, 12);

  now(): number {
    return this.wall + this.elapsed;
  }

  monotonic(): number {
    return this.elapsed;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.elapsed + Math.max(0, milliseconds), callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  get pending(): number {
    return this.timers.size;
  }

  /** Moves the wall clock alone, as a person or a sleeping device does. */
  jump(milliseconds: number): void {
    this.wall += milliseconds;
  }

  async advance(milliseconds: number): Promise<void> {
    const until = this.elapsed + milliseconds;
    await settled();
    for (let next = this.first(); next && next.at <= until; next = this.first()) {
      this.timers.delete(next);
      this.elapsed = next.at;
      next.callback();
      await settled();
    }
    this.elapsed = until;
  }

  /** Lets as much time pass as this work needs; answers what it comes to. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const finish = () => {
      done = true;
    };
    work.then(finish, finish);
    await settled();
    while (!done) {
      const next = this.first();
      if (!next) throw new Error("the work waits for something that is not a timer");
      await this.advance(next.at - this.elapsed);
    }
    return work;
  }

  private first(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) if (!first || timer.at < first.at) first = timer;
    return first;
  }
}

/** Resolves when every promise that could go on has done so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
