import type { Request, Response } from "express";
import type { Random } from "../domain/ports.ts";
import "./request.ts";

/** Harmless in a header, in a log line and in an answer. */
const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** W3C Trace Context: version-traceid-parentid-flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Names the request: as the caller named it, or by the trace that it is part of, or anew. */
export function requestId(random: Random): (request: Request, response: Response) => void {
  return (request, response) => {
    const given = request.get("x-request-id");
    const trace = TRACEPARENT.exec(request.get("traceparent") ?? "")?.[1];
    request.requestId = given !== undefined && REQUEST_ID.test(given) ? given : (trace ?? random.id());
    response.setHeader("X-Request-Id", request.requestId);
  };
}
