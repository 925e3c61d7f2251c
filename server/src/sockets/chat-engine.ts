import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { type Socket as Connection, Server, type Transport } from "engine.io";
import { TurnEnd } from "./turn-end.ts";
import { type UpgradeRequest, WebSocketTransport } from "./websocket-transport.ts";

/** As the engine has prepared it. */
type EngineRequest = IncomingMessage & { _query: Record<string, string> };
type Verdict = Parameters<Server["handshake"]>[2];

/** Of Engine.IO, which clients name when they come. */
const PROTOCOL = "4";

/** Socket.IO's engine, with WebSockets that write once a turn. */
export class ChatEngine extends Server {
  readonly #turnEnd = new TurnEnd();
  readonly #probed = new WeakSet<Connection>();

  /**
   * A WebSocket begins a connection, or tries once to take over one that polls, as every client does. Any other the engine
   * would open and close again, and the peer could stay; one that took over a WebSocket would leave its guard behind.
   */
  protected override verify(request: EngineRequest, isUpgrade: boolean, verdict: Verdict): void {
    super.verify(request, isUpgrade, (errorCode, errorContext) => {
      if (errorCode !== undefined || !isUpgrade) return verdict(errorCode, errorContext);
      // The engine itself looks at it after its answer, when nothing that can be read can be said any more.
      if (request._query["EIO"] !== PROTOCOL) return verdict(Server.errors.UNSUPPORTED_PROTOCOL_VERSION, {});
      if (!this.#mayUpgrade(request))
        return verdict(Server.errors.BAD_REQUEST, { name: "TRANSPORT_MISMATCH" });
      corkThisTurn(request.socket);
      verdict(errorCode, errorContext);
    });
  }

  protected override createTransport(
    name: "polling" | "websocket" | "webtransport",
    request: EngineRequest,
  ): Transport {
    if (name !== "websocket") return super.createTransport(name, request);
    if (!isUpgraded(request)) throw new Error("the engine left no WebSocket in the request");
    const transport = new WebSocketTransport(request, this.#turnEnd);
    const connection = this.#connectionOf(request);
    if (connection === undefined) return transport;
    this.#probed.add(connection);
    // The engine itself tells of it only when the peer has said something.
    connection.emit("probing", transport);
    return transport;
  }

  #mayUpgrade(request: EngineRequest): boolean {
    if (request._query["transport"] !== "websocket") return false;
    const connection = this.#connectionOf(request);
    if (connection === undefined) return true;
    return connection.transport.name === "polling" && !this.#probed.has(connection);
  }

  #connectionOf({ _query: { sid } }: EngineRequest): Connection | undefined {
    return sid === undefined ? undefined : this.clients[sid];
  }
}

/** The type of the engine's method does not say what the engine puts into the request before. */
function isUpgraded(request: EngineRequest): request is EngineRequest & UpgradeRequest {
  return "websocket" in request;
}

/**
 * The answer to an upgrade and the first frame, which comes in the same turn, go out in one write. The frames of a turn are
 * written by a tick (see TurnEnd), and whatever a tick queues comes after all ticks.
 */
function corkThisTurn(socket: Socket): void {
  socket.cork();
  process.nextTick(() => queueMicrotask(() => socket.uncork()));
}
