import type { Request, Response } from "express";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import "./request.ts";

/** Counts and times every answer, and logs it for whoever asked for that much. */
export function observe({
  metrics,
  log,
}: {
  metrics: Metrics;
  log: Log;
}): (request: Request, response: Response) => void {
  return (request, response) => {
    const stop = metrics.httpSeconds.startTimer();
    response.once("close", () => {
      const labels = { method: request.method, route: routeOf(request), status: response.statusCode };
      const seconds = stop(labels);
      log.debug({ ...labels, seconds, requestId: request.requestId }, "answered");
    });
  };
}

/** The pattern, never the path: a path holds ids, and there are too many of them for a label. */
function routeOf({ pattern, baseUrl, route }: Request): string {
  const path: unknown = route?.path;
  return pattern ?? (typeof path === "string" ? baseUrl + path : "none");
}
