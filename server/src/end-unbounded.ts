import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_MAX_BYTES } from "@duologue/protocol/limits";
import type { Clock } from "./domain/ports.ts";

/** How long a client that goes on sending has for its answer: a reset takes from it what it has not read. */
const LINGER_MS = 500;

/**
 * Ends the connection with the answer to a request after whose head more may follow than any body that is read here:
 * else everything that is sent to a call that reads none would be read and thrown away (A011).
 */
export function endUnbounded(request: IncomingMessage, response: ServerResponse, clock: Clock): void {
  const { headers, socket } = request;
  const isUnbounded =
    headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > BODY_MAX_BYTES;
  if (!isUnbounded) return;
  response.shouldKeepAlive = false;
  // Called when the last answer of a connection has gone out.
  socket.destroySoon = () => {
    socket.end();
    // In this turn the request is still being emptied.
    setImmediate(() => socket.pause());
    const cancel = clock.after(LINGER_MS, () => socket.destroy());
    socket.once("close", cancel);
  };
}
