interface Flushable {
  flush(): void;
}

/**
 * Flushes whoever asked for it once everything that belongs to this turn of the event loop was done, promises included.
 * Nothing waits longer for it: the turn ends before anything else is looked at.
 */
export class TurnEnd {
  #waiting: Flushable[] = [];

  /** To be called once a turn by each; the one call serves all that it does in this turn. */
  add(one: Flushable): void {
    if (this.#waiting.push(one) === 1) process.nextTick(() => this.#flush());
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) one.flush();
  }
}
