import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

/**
 * What is about a body, of which no page takes one, and would be kept up to ten megabytes; what asks for an action on the
 * server, of which there are none; and what asks for a part of a file: none is large, and a part that there is not would
 * be answered with 500. All of it may be overlooked (RFC 9110, 14.2).
 */
const OVERLOOKED = [
  "content-length",
  "content-type",
  "transfer-encoding",
  "next-action",
  "range",
  "if-range",
] as const;

/** Makes a request one for a page or a file, whole. False: it says something that Next would answer with 500. */
export function asQuestion(request: IncomingMessage): boolean {
  if (request.method === "POST") request.method = "GET";
  for (const name of OVERLOOKED) delete request.headers[name];
  try {
    parseAndValidateFlightRouterState(request.headers["next-router-state-tree"]);
    return true;
  } catch {
    return false;
  }
}
