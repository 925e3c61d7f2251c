import { Counter, Gauge, type Registry } from "prom-client";

export interface SocketMetrics {
  connected: Gauge;
  /** connections and sessions that were turned away, by error code */
  refused: Counter<"code">;
  /** connections that were cut, by what they did */
  cut: Counter<"reason">;
  events: Counter<"event">;
  failures: Counter<"event" | "code">;
  /** sweeps that could not ask which sessions are still valid */
  failedSweeps: Counter;
}

export function createSocketMetrics(registry: Registry): SocketMetrics {
  const registers = [registry];
  return {
    connected: new Gauge({ name: "duologue_sockets", help: "Sockets with a proved session", registers }),
    refused: new Counter({
      name: "duologue_socket_refusals_total",
      help: "Connections and sessions that were turned away",
      labelNames: ["code"],
      registers,
    }),
    cut: new Counter({
      name: "duologue_socket_cuts_total",
      help: "Connections that the server ended, by the reason",
      labelNames: ["reason"],
      registers,
    }),
    events: new Counter({
      name: "duologue_socket_events_total",
      help: "Events from clients",
      labelNames: ["event"],
      registers,
    }),
    failures: new Counter({
      name: "duologue_socket_event_failures_total",
      help: "Events from clients that were answered with an error",
      labelNames: ["event", "code"],
      registers,
    }),
    failedSweeps: new Counter({
      name: "duologue_session_sweep_failures_total",
      help: "Times that the sessions of the open sockets could not be checked",
      registers,
    }),
  };
}
