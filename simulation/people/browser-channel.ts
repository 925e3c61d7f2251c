import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";

type Listener = (event: MessageEvent) => void;

interface ChannelOptions {
  scheduler: Scheduler;
  random: SeededRandom;
  owner: Process;
  /** all channels of the browser; this one joins them */
  siblings: Set<BrowserChannel>;
}

/** How long a message between tabs takes, in milliseconds. */
const SLOW_MS = 4;

/** One tab's end of the browser's BroadcastChannel: what it posts reaches every other tab once, in order. */
export class BrowserChannel {
  readonly #options: ChannelOptions;
  readonly #listeners = new Set<Listener>();
  #free = 0;

  constructor(options: ChannelOptions) {
    this.#options = options;
    options.siblings.add(this);
  }

  postMessage(data: unknown): void {
    const { scheduler, random, siblings } = this.#options;
    this.#free = Math.max(this.#free, scheduler.now + random.fraction() * SLOW_MS);
    for (const sibling of siblings)
      if (sibling !== this) scheduler.after(this.#free - scheduler.now, () => sibling.#receive(data));
  }

  addEventListener(_: "message", listener: Listener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_: "message", listener: Listener): void {
    this.#listeners.delete(listener);
  }

  close(): void {
    this.#options.siblings.delete(this);
  }

  #receive(data: unknown): void {
    this.#options.owner.run(() => {
      for (const listener of this.#listeners) listener(new MessageEvent("message", { data }));
    });
  }
}
