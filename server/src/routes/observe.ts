import type { Request, RequestHandler } from "express";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import "./request.ts";

/** Counts and times every answer, and logs it for whoever asked for that much. */
export function observe({ metrics, log }: { metrics: Metrics; log: Log }): RequestHandler {
  return (request, response, next) => {
    const stop = metrics.httpSeconds.startTimer();
    response.once("close", () => {
      const labels = { method: request.method, route: routeOf(request), status: response.statusCode };
      const seconds = stop(labels);
      log.debug({ ...labels, seconds, requestId: request.requestId }, "answered");
    });
    next();
  };
}

/** The pattern, never the path: a path holds ids, and there are too many of them for a label. */
function routeOf({ baseUrl, route }: Request): string {
  const pattern: unknown = route?.path;
  return typeof pattern === "string" ? baseUrl + pattern : "none";
}
