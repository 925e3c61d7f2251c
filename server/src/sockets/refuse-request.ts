import { type IncomingMessage, ServerResponse, STATUS_CODES } from "node:http";
import type { Problem } from "@duologue/protocol/errors";

/** Answers an engine request, polling or upgrade, with the problem, unless it was answered, and ends its connection. */
export function refuseRequest(request: IncomingMessage, response: unknown, problem: Problem): void {
  const body = JSON.stringify(problem);
  const headers: Record<string, string> = {
    "Content-Type": "application/problem+json",
    "Content-Length": String(Buffer.byteLength(body)),
    "Cache-Control": "no-store",
    Connection: "close",
  };
  if (problem.retryAfter !== undefined) headers["Retry-After"] = String(problem.retryAfter);
  if (response instanceof ServerResponse) {
    if (response.headersSent) return;
    response.writeHead(problem.status, headers).end(body);
    return;
  }
  // An upgrade has no response object, and the engine's own answer would always be 400.
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  request.socket.end([status, ...head, "", body].join("\r\n"), () => request.socket.destroy());
}
