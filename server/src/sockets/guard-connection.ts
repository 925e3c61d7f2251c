import type { WebSocket } from "ws";
import type { Clock } from "../domain/ports.ts";
import type { EngineConnection } from "./chat-socket.ts";
import { isExpected } from "./is-expected.ts";
import { socketLimits } from "./socket-limits.ts";
import { TokenBucket } from "./token-bucket.ts";
import { WebSocketTransport } from "./websocket-transport.ts";

export type CutReason = "flood" | "unexpected" | "slow_reader";

interface GuardOptions {
  clock: Clock;
  /** whether what arrives is limited; what waits to be read always is */
  rateLimits: boolean;
  /** Takes bytes that arrived out of the budget of whoever sent them, if they are there. */
  takeBytes: (bytes: number) => boolean;
  onCut: (reason: CutReason) => void;
}

/** Engine.IO's type for messages, as it stands before their text. */
const MESSAGE = "4";

/** What Engine.IO tells of a packet that comes or goes. */
interface Packet {
  type: string;
  data?: string | Buffer;
}

/**
 * Bounds what one connection may cost, whatever its peer does or fails to do: frames and bytes coming in, bytes
 * waiting to go out, and how long the end of the connection may take. Counting and a look at its beginning are all that
 * happens for a packet before its sender is known to be within bounds.
 */
export function guardConnection(
  connection: EngineConnection,
  { clock, rateLimits, takeBytes, onCut }: GuardOptions,
): void {
  const frames = new TokenBucket(socketLimits.frames, clock);
  let wire: WebSocket | undefined;

  const cut = (reason: CutReason) => {
    if (connection.readyState !== "closed") {
      onCut(reason);
      connection.close(true);
    }
    return false;
  };
  const countFrame = () => !rateLimits || frames.take() || cut("flood");
  const admit = (packet: string | Buffer, bytes: number) => {
    if (!countFrame()) return false;
    if (!isExpected(packet)) return cut("unexpected");
    return !rateLimits || takeBytes(bytes) || cut("flood");
  };
  const tooSlow = () => cut("slow_reader");
  const watchWire = (transport: WebSocketTransport) => {
    wire = transport.socket;
    // Answers to pings that nobody sent are frames too.
    wire.on("ping", countFrame).on("pong", countFrame);
    transport.admit = admit;
    transport.on("overflow", tooSlow);
  };

  const { transport } = connection;
  if (transport instanceof WebSocketTransport) watchWire(transport);
  else {
    hastenEnd(connection);
    const stopWatching = watchPolling(connection, { admit, tooSlow });
    connection.on("upgrading", countFrame);
    connection.on("upgrade", (upgraded: WebSocketTransport) => {
      stopWatching();
      watchWire(upgraded);
    });
  }
  connection.once("close", (reason: string) => {
    if (wire !== undefined && reason !== "transport close") end(wire, reason, clock);
  });
}

interface PollingGuard {
  admit: (packet: string | Buffer, bytes: number) => boolean;
  tooSlow: () => void;
}

/** What comes with a request, and what waits until the client asks again. Returns how to stop. */
function watchPolling(connection: EngineConnection, { admit, tooSlow }: PollingGuard): () => void {
  let waiting = 0;
  // Nothing has parsed the packet yet, and nothing does once the connection is closed.
  const arrived = ({ type, data = "" }: Packet) => {
    const packet = type === "message" && typeof data === "string" ? `${MESSAGE}${data}` : data;
    admit(packet, Buffer.byteLength(data));
  };
  const left = ({ data }: Packet) => {
    waiting += data?.length ?? 0;
    if (waiting > socketLimits.unsentBytes) tooSlow();
  };
  const taken = () => {
    waiting = 0;
  };
  const listeners = { packet: arrived, packetCreate: left, flush: taken };
  for (const [name, listener] of Object.entries(listeners)) connection.on(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) connection.off(name, listener);
  };
}

/** Long polling waits half a minute for a peer that is to be told of the end: so long it would count as connected. */
function hastenEnd({ transport }: EngineConnection): void {
  if ("closeTimeout" in transport) Reflect.set(transport, "closeTimeout", socketLimits.closeTimeout);
}

/** A peer that is gone, or does not want to go, would hold the descriptor for as long as the library waits for it. */
function end(wire: WebSocket, reason: string, clock: Clock): void {
  if (reason === "ping timeout") wire.terminate();
  else
    wire.once(
      "close",
      clock.after(socketLimits.closeTimeout, () => wire.terminate()),
    );
}
