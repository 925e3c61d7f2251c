import { Counter, Gauge, type Registry } from "prom-client";

/** What a node asks of Redis. */
export type Operation = "publish" | "subscribe" | "presence" | "limit" | "session" | "ping";

export interface RedisMetrics {
  /** whether both connections can be used: 1 or 0 */
  up: Gauge;
  /** what Redis did not do in time, or at all: nothing of it is tried again */
  failures: Counter<"operation">;
}

export function createRedisMetrics(registry: Registry): RedisMetrics {
  const registers = [registry];
  return {
    up: new Gauge({
      name: "duologue_redis_up",
      help: "1 while Redis can be used, 0 while it is away",
      registers,
    }),
    failures: new Counter({
      name: "duologue_redis_failures_total",
      help: "What Redis did not do within its time, by what it was asked for; other nodes did not hear of it",
      labelNames: ["operation"],
      registers,
    }),
  };
}
