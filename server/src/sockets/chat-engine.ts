import type { IncomingMessage } from "node:http";
import { Server, type Transport } from "engine.io";
import { TurnEnd } from "./turn-end.ts";
import { type UpgradeRequest, WebSocketTransport } from "./websocket-transport.ts";

/** Socket.IO's engine, with WebSockets that write once a turn. */
export class ChatEngine extends Server {
  readonly #turnEnd = new TurnEnd();

  protected override createTransport(
    name: "polling" | "websocket" | "webtransport",
    request: IncomingMessage,
  ): Transport {
    if (name !== "websocket") return super.createTransport(name, request);
    if (!isUpgraded(request)) throw new Error("the engine left no WebSocket in the request");
    return new WebSocketTransport(request, this.#turnEnd);
  }
}

/** The type of the engine's method does not say what the engine puts into the request before. */
function isUpgraded(request: IncomingMessage): request is IncomingMessage & UpgradeRequest {
  return "_query" in request && "websocket" in request;
}
