import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorCode, Problem } from "@duologue/protocol/errors";
import { problemOf } from "./problem.ts";

const CODES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
};

/**
 * Answers bytes that are not a request, and closes: what follows them on the connection could be read as a request
 * that nobody sent (A031). An answer may already be under way on the connection; then it is only closed.
 */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex, requestId: string): void {
  if (!socket.writable || error.code === "ECONNRESET" || hasAnswered(socket)) {
    socket.destroy();
    return;
  }
  const code = CODES[error.code ?? ""] ?? "validation_failed";
  endWith(problemOf(code, "The request does not follow HTTP/1.1", requestId), socket);
}

/** A connection to somewhere else: nobody is a proxy here (A021). */
export function refuseTunnel(socket: Duplex, requestId: string): void {
  endWith(problemOf("method_not_allowed", "Nothing is passed on from here", requestId), socket);
}

/** Where no answer object is to be had: says it on the connection itself, and ends that. */
function endWith(problem: Problem, socket: Duplex): void {
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${problem.requestId}`,
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none';frame-ancestors 'none'",
    "Referrer-Policy: no-referrer",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

function hasAnswered(socket: Duplex): boolean {
  return "bytesWritten" in socket && socket.bytesWritten !== 0;
}
