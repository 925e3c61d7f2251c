import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { problemOf } from "../problem.ts";
import { refuseRequest } from "./refuse-request.ts";

/**
 * Refuses a request from where its body is no UTF-8 on (A019): the engine would read a replacement character there, and
 * the log would keep it. `push` is where the HTTP parser hands over what arrived, before anybody decodes it.
 */
export function requireUtf8(request: IncomingMessage, response: ServerResponse): void {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const push = request.push.bind(request);
  let isRefused = false;
  request.push = (chunk: Buffer | null) => {
    if (isRefused) return false;
    try {
      decoder.decode(chunk ?? undefined, { stream: chunk !== null });
    } catch {
      isRefused = true;
      const problem = problemOf("validation_failed", "The body must be UTF-8", randomUUID());
      refuseRequest(request, response, problem);
      return false;
    }
    return push(chunk);
  };
}
