import type { Log } from "../../log.ts";
import type { RedisMetrics } from "./redis-metrics.ts";

/** Says once that Redis is away, whichever connections notice it and however often, and once that it is back. */
export class Outage {
  readonly #log: Log;
  readonly #metrics: RedisMetrics;
  readonly #lost = new Set<string>();

  constructor({ log, metrics }: { log: Log; metrics: RedisMetrics }) {
    this.#log = log;
    this.#metrics = metrics;
  }

  /** A connection was lost, for this reason, or is there. */
  changed(connection: string, lost: Error | undefined): void {
    const wasAway = this.#lost.size > 0;
    if (lost === undefined) this.#lost.delete(connection);
    else this.#lost.add(connection);
    const isAway = this.#lost.size > 0;
    this.#metrics.up.set(isAway ? 0 : 1);
    if (isAway && !wasAway)
      this.#log.warn(
        { reason: lost?.message },
        "Redis is away: other nodes hear of things by their next sync",
      );
    if (wasAway && !isAway) this.#log.info("Redis is back");
  }
}
