import { Counter, type Registry } from "prom-client";
import type { Clock } from "../../domain/ports.ts";
import type { Log } from "../../log.ts";

/** Between two questions whether the database answers again, in milliseconds: each twice the one before. */
const PAUSE_MS = { first: 100, longest: 2_000 };

interface OutageOptions {
  /** Resolves when the database answers; rejects in a bounded time when it does not. */
  probe: () => Promise<unknown>;
  /** The same over new connections. */
  probeAnew: () => Promise<unknown>;
  clock: Clock;
  log: Log;
  registry: Registry;
}

/**
 * Whether the database is known not to answer. From the first sign of it, one question at a time asks whether it does
 * again, and everybody else is refused at once: so nothing piles up behind a database that hangs, and whoever waited for
 * their turn hears of it within the time of one call, not of two (F06, F30). A false alarm costs one question; after it,
 * nothing is left to connections that may not know that they are gone.
 */
export class Outage {
  readonly #options: OutageOptions;
  readonly #outages: Counter;
  readonly #probes: Counter;
  #isOn = false;
  #isStopped = false;
  #cancel = () => {};

  constructor(options: OutageOptions) {
    this.#options = options;
    const registers = [options.registry];
    this.#outages = new Counter({
      name: "duologue_database_outages_total",
      help: "Times that the database stopped answering",
      registers,
    });
    this.#probes = new Counter({
      name: "duologue_database_probes_total",
      help: "Questions whether the database answers again",
      registers,
    });
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** There is a sign of it. */
  suspect(reason: unknown): void {
    if (this.#isOn || this.#isStopped) return;
    this.#isOn = true;
    this.#outages.inc();
    this.#options.log.warn({ error: reason }, "the database does not answer");
    void this.#ask(PAUSE_MS.first, this.#options.probe);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #ask(pause: number, probe: () => Promise<unknown>): Promise<void> {
    const { probeAnew, clock, log } = this.#options;
    this.#probes.inc();
    try {
      await probe();
    } catch {
      // Why it does not answer was logged when it began.
      const next = Math.min(2 * pause, PAUSE_MS.longest);
      if (!this.#isStopped) this.#cancel = clock.after(pause, () => void this.#ask(next, probeAnew));
      return;
    }
    this.#isOn = false;
    log.info("the database answers again");
  }
}
