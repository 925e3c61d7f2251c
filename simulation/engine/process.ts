import type { Scheduler } from "./scheduler.ts";

/**
 * A program that runs on the world's time: a node, or a tab. Everything that reaches it goes through here, so that it
 * can be frozen, and go on later with all that has come meanwhile, and be killed, after which it never does anything.
 */
export class Process {
  readonly #scheduler: Scheduler;
  #state: "running" | "frozen" | "dead" = "running";
  #backlog: (() => void)[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  get isAlive(): boolean {
    return this.#state !== "dead";
  }

  get isFrozen(): boolean {
    return this.#state === "frozen";
  }

  /** Runs the task now, when it thaws, or never. */
  run(task: () => void): void {
    if (this.#state === "running") task();
    else if (this.#state === "frozen") this.#backlog.push(task);
  }

  /** A timer of this program; the returned function cancels it. */
  after(milliseconds: number, task: () => void): () => void {
    let cancelled = false;
    const cancel = this.#scheduler.after(milliseconds, () =>
      this.run(() => {
        if (!cancelled) task();
      }),
    );
    return () => {
      cancelled = true;
      cancel();
    };
  }

  freeze(): void {
    if (this.#state === "running") this.#state = "frozen";
  }

  /** What has come meanwhile runs in its order, one task after another. */
  thaw(): void {
    if (this.#state !== "frozen") return;
    this.#state = "running";
    const backlog = this.#backlog;
    this.#backlog = [];
    for (const task of backlog) this.#scheduler.after(0, () => this.run(task));
  }

  kill(): void {
    this.#state = "dead";
    this.#backlog = [];
  }
}
