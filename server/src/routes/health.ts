import type { Request } from "express";
import { AppError } from "../domain/app-error.ts";
import type { Metrics } from "../metrics.ts";
import { reply } from "./reply.ts";
import type { Endpoint } from "./router-of.ts";

export interface HealthPorts {
  metrics: Metrics;
  /** Rejects while no work should be sent here. */
  ready(): Promise<void>;
  /** Whether this address belongs to the machine or a network of its owner. */
  isPrivateAddress(address: string): boolean;
}

/** For whoever runs the server: is it alive, should it get work, how is it doing. */
export function healthEndpoints({ metrics, ready, isPrivateAddress }: HealthPorts): Endpoint[] {
  const mayReadMetrics = (request: Request) =>
    request.get("x-forwarded-for") === undefined &&
    request.get("forwarded") === undefined &&
    isPrivateAddress(request.socket.remoteAddress ?? "");
  return [
    {
      method: "get",
      path: "/livez",
      handlers: [(_request, response) => reply(response, { status: 200, body: { status: "alive" } })],
    },
    {
      method: "get",
      path: "/readyz",
      handlers: [
        async (_request, response) => {
          await ready();
          reply(response, { status: 200, body: { status: "ready" } });
        },
      ],
    },
    {
      method: "get",
      path: "/metrics",
      handlers: [
        async (request, response) => {
          // Operators ask directly; what came through a proxy came from anywhere.
          if (!mayReadMetrics(request)) throw new AppError("not_found");
          response.setHeader("Content-Type", metrics.registry.contentType);
          response.end(await metrics.registry.metrics());
        },
      ],
    },
  ];
}
