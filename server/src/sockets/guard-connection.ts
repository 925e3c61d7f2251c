import { EventEmitter } from "node:events";
import type { Clock } from "../domain/ports.ts";
import type { EngineConnection } from "./chat-socket.ts";
import { isExpected } from "./is-expected.ts";
import { socketLimits } from "./socket-limits.ts";
import { TokenBucket } from "./token-bucket.ts";

export type CutReason = "flood" | "unexpected" | "slow_reader";

interface GuardOptions {
  clock: Clock;
  /** whether what arrives is limited; what waits to be read always is */
  rateLimits: boolean;
  /** Takes bytes that arrived out of the budget of whoever sent them, if they are there. */
  takeBytes: (bytes: number) => boolean;
  onCut: (reason: CutReason) => void;
}

/** What Engine.IO tells of a packet that comes or goes. */
interface Packet {
  type: string;
  data?: string | Buffer;
}

/** What is used of the WebSocket below a connection. */
interface Wire extends EventEmitter {
  /** bytes that the operating system has not taken yet */
  readonly bufferedAmount: number;
  terminate(): void;
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
  let unsent = 0;
  let wire: Wire | undefined;

  const cut = (reason: CutReason) => {
    if (connection.readyState === "closed") return;
    onCut(reason);
    connection.close(true);
  };
  const countFrame = () => {
    if (rateLimits && !frames.take()) cut("flood");
  };
  // Nothing has parsed the packet yet, and nothing does once the connection is closed.
  const weighPacket = ({ type, data }: Packet) => {
    countFrame();
    if (data === undefined) return;
    if (type === "message" && !isExpected(data)) cut("unexpected");
    else if (rateLimits && !takeBytes(Buffer.byteLength(data))) cut("flood");
  };
  const takeWire = () => {
    wire = wireOf(connection.transport);
    wire?.on("ping", countFrame);
  };

  takeWire();
  connection.on("upgrade", takeWire);
  connection.on("upgrading", countFrame);
  connection.on("packet", weighPacket);
  connection.on("packetCreate", ({ data }: Packet) => {
    unsent += data?.length ?? 0;
    if (unsent + (wire?.bufferedAmount ?? 0) > socketLimits.unsentBytes) cut("slow_reader");
  });
  // The transport has taken everything; from here on it is the wire that says what still waits.
  connection.on("flush", () => {
    unsent = 0;
  });
  connection.once("close", (reason: string) => {
    if (wire !== undefined && reason !== "transport close") end(wire, reason, clock);
  });
}

/** A peer that is gone, or does not want to go, would hold the descriptor for as long as the library waits for it. */
function end(wire: Wire, reason: string, clock: Clock): void {
  if (reason === "ping timeout") wire.terminate();
  else
    wire.once(
      "close",
      clock.after(socketLimits.closeTimeout, () => wire.terminate()),
    );
}

/** The WebSocket of a transport; undefined while it is long polling. Engine.IO keeps it private. */
function wireOf(transport: EngineConnection["transport"]): Wire | undefined {
  const socket: unknown = Reflect.get(transport, "socket");
  return isWire(socket) ? socket : undefined;
}

function isWire(value: unknown): value is Wire {
  return value instanceof EventEmitter && "bufferedAmount" in value && "terminate" in value;
}
