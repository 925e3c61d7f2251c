import { isIP } from "node:net";
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

const LEFT_BY_PROXIES = /^(forwarded|via|x-forwarded-.*|x-real-ip|.*-connecting-ip|.*-client-ip)$/;

/** For whoever runs the server: is it alive, should it get work, how is it doing. */
export function healthEndpoints({ metrics, ready, isPrivateAddress }: HealthPorts): Endpoint[] {
  // Operators ask directly; what came through a proxy came from anywhere.
  const mayReadMetrics = ({ headers, socket }: Request) =>
    !Object.keys(headers).some((name) => LEFT_BY_PROXIES.test(name)) &&
    isPrivateAddress(socket.remoteAddress ?? "") &&
    isPrivateHost(headers.host ?? "", isPrivateAddress);
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
          if (!mayReadMetrics(request)) throw new AppError("not_found");
          response.setHeader("Content-Type", metrics.registry.contentType);
          response.end(await metrics.registry.metrics());
        },
      ],
    },
  ];
}

/** A name may be a public one, under which a proxy or a browser was led here: only what says where it is counts. */
function isPrivateHost(host: string, isPrivateAddress: HealthPorts["isPrivateAddress"]): boolean {
  const name = URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, "") ?? "";
  return name === "localhost" || (isIP(name) !== 0 && isPrivateAddress(name));
}
