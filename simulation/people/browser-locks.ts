import type { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";

interface Asked {
  owner: Process;
  grant: () => void;
}

/** The Web Locks of one browser: each name is held by one tab at a time, in the order asked, until it lets go or dies. */
export class BrowserLocks {
  readonly #scheduler: Scheduler;
  readonly #held = new Map<string, Asked>();
  readonly #waiting = new Map<string, Asked[]>();

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** The locks as this tab sees them. */
  of(owner: Process): TabLocks {
    return new TabLocks(this, owner);
  }

  ask(name: string, asked: Asked): void {
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), asked]);
    this.#scheduler.after(0, () => this.#next(name));
  }

  /** No longer wanted; answers whether it had not been granted yet. */
  withdraw(name: string, asked: Asked): boolean {
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.set(
      name,
      waiting.filter((one) => one !== asked),
    );
    return waiting.includes(asked);
  }

  release(name: string, asked: Asked): void {
    if (this.#held.get(name) !== asked) return;
    this.#held.delete(name);
    this.#scheduler.after(0, () => this.#next(name));
  }

  /** A tab died. */
  releaseAll(owner: Process): void {
    for (const [name, waiting] of this.#waiting)
      this.#waiting.set(
        name,
        waiting.filter((asked) => asked.owner !== owner),
      );
    for (const [name, asked] of this.#held) if (asked.owner === owner) this.release(name, asked);
  }

  #next(name: string): void {
    if (this.#held.has(name)) return;
    const [first, ...rest] = this.#waiting.get(name) ?? [];
    if (first === undefined) return;
    this.#waiting.set(name, rest);
    this.#held.set(name, first);
    first.owner.run(first.grant);
  }
}

/** One tab's `navigator.locks`. */
class TabLocks {
  readonly #locks: BrowserLocks;
  readonly #owner: Process;

  constructor(locks: BrowserLocks, owner: Process) {
    this.#locks = locks;
    this.#owner = owner;
  }

  /** Calls `hold` when the lock is there, and holds it until what that answers has settled. */
  request(name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const release = () => this.#locks.release(name, asked);
      const grant = () => void hold().then(resolve, reject).finally(release);
      const asked: Asked = { owner: this.#owner, grant };
      this.#locks.ask(name, asked);
      signal.addEventListener("abort", () => {
        if (this.#locks.withdraw(name, asked))
          reject(new DOMException("The request was aborted", "AbortError"));
      });
    });
  }
}
