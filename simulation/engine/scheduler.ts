interface Task {
  readonly at: number;
  /** breaks ties: of two that are due at once, the one that was asked for first */
  readonly order: number;
  run: (() => void) | undefined;
}

/**
 * The time of one simulated world, and all of its asynchrony: whatever happens later, happens as a task of this
 * queue. A task runs to the end of everything that it sets off without waiting before the next one begins, so a run
 * depends on nothing but what was asked for.
 */
export class Scheduler {
  /** a binary heap, the next task first */
  readonly #heap: Task[] = [];
  #now = 0;
  #asked = 0;
  #steps = 0;

  /** milliseconds since the beginning; never back */
  get now(): number {
    return this.#now;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Runs a task after so many milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void {
    this.#asked += 1;
    const task: Task = { at: this.#now + Math.max(0, milliseconds), order: this.#asked, run };
    this.#heap.push(task);
    this.#rise(this.#heap.length - 1);
    return () => {
      task.run = undefined;
    };
  }

  /** Runs the next task that is due by then; false when there is none, and then it is then. */
  async step(until: number): Promise<boolean> {
    for (let next = this.#heap[0]; next !== undefined && next.at <= until; next = this.#heap[0]) {
      this.#takeFirst();
      const { run } = next;
      if (run === undefined) continue;
      next.run = undefined;
      this.#now = next.at;
      this.#steps += 1;
      run();
      await settled(this.#steps);
      return true;
    }
    this.#now = until;
    return false;
  }

  #takeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swap(parent, at)) return;
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = this.#isBefore(right, left) ? right : left;
      if (!this.#swap(at, child)) return;
      at = child;
    }
  }

  /** Puts the two into their order; answers whether they were not. */
  #swap(above: number, below: number): boolean {
    const [upper, lower] = [this.#heap[above], this.#heap[below]];
    if (upper === undefined || lower === undefined || !this.#isBefore(below, above)) return false;
    this.#heap[above] = lower;
    this.#heap[below] = upper;
    return true;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}

/** After so many steps the event loop turns once, so that whoever else lives in this program is not starved. */
const TURN_EVERY = 256;

/**
 * Resolves when every promise that could go on has done so. Node runs what nextTick is given only after the queue of
 * promises is empty, and that costs a tenth of a turn of the event loop.
 */
function settled(steps: number): Promise<void> {
  return new Promise((resolve) => {
    if (steps % TURN_EVERY === 0) setImmediate(resolve);
    else process.nextTick(resolve);
  });
}
