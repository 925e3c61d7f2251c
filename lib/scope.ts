import type { ClientClock } from "./chat-ports.ts";

/**
 * The time in which one person is signed in on this device. When it ends, its timers are gone and no late answer gets
 * through, so that nothing of one person can reach the screen or the session of the next (R9).
 */
export class Scope {
  private readonly clock: ClientClock;
  private readonly endings = new Set<() => void>();
  private over = false;

  constructor(clock: ClientClock) {
    this.clock = clock;
  }

  get ended(): boolean {
    return this.over;
  }

  /** A timer that ends with the scope; the returned function cancels it. */
  after(milliseconds: number, callback: () => void): () => void {
    if (this.over) return () => {};
    const cancel = this.clock.after(milliseconds, () => {
      this.endings.delete(cancel);
      callback();
    });
    this.endings.add(cancel);
    return () => {
      this.endings.delete(cancel);
      cancel();
    };
  }

  onEnd(callback: () => void): void {
    this.endings.add(callback);
  }

  /** The same answer, or none at all: what waits for an answer that comes too late is never resumed. */
  async within<T>(answer: Promise<T>): Promise<T> {
    const value = await answer;
    return this.over ? new Promise<T>(() => {}) : value;
  }

  end(): void {
    this.over = true;
    for (const ending of this.endings) ending();
    this.endings.clear();
  }
}
