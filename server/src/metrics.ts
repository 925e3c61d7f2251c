import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** What operators watch. Labels have few values that are known beforehand: never an id, never input. */
export interface Metrics {
  registry: Registry;
  /** seconds from a request's head to the end of its answer */
  httpSeconds: Histogram<"method" | "route" | "status">;
  /** connections, or requests behind a proxy, beyond what one address may have at once */
  refusedConnections: Counter;
}

/** A registry of its own for each server, so that two in one process do not count together. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const httpSeconds = new Histogram({
    name: "duologue_http_request_seconds",
    help: "Seconds from the head of an HTTP request to the end of its answer",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const refusedConnections = new Counter({
    name: "duologue_connection_refusals_total",
    help: "Connections, or requests behind a proxy, of addresses that had too many",
    registers: [registry],
  });
  return { registry, httpSeconds, refusedConnections };
}
