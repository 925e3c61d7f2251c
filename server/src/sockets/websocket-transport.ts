import type { Socket } from "node:net";
import { Transport } from "engine.io";
import { WebSocket } from "ws";
import { socketLimits } from "./socket-limits.ts";
import { textFrame } from "./text-frame.ts";
import type { TurnEnd } from "./turn-end.ts";

/** What the engine makes of a request that was upgraded. */
export type UpgradeRequest = ConstructorParameters<typeof Transport>[0] & {
  socket: Socket;
  websocket: WebSocket;
};

type Packet = Parameters<Transport["send"]>[0][number];

/** Engine.IO's packet types by their number on the wire. https://github.com/socketio/engine.io-protocol */
const TYPES: Packet["type"][] = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];

/** A packet for a room comes with its frame in pieces, which were made once for everybody in it. */
type EncodedPacket = Packet & { options?: { wsPreEncodedFrame?: Buffer[] } };

/** Looks after what a transport carries. */
export interface TransportGuard {
  /** Hears of frames that carry nothing. */
  countFrame(): boolean;
  /** Hears of everything that arrives, with its size in bytes; says whether it may go on to whoever it is for. */
  admit(content: string | Buffer, bytes: number): boolean;
  /** More waits for the peer than may. */
  tooSlow(): void;
}

/**
 * Engine.IO over a WebSocket, with everything that a connection is to be sent in one turn of the event loop in one write.
 * A write costs more than all else that happens for a frame, and under load one commit makes several messages durable,
 * each of which is up to three frames for one socket. The engine's own transport writes each frame by itself, in two
 * pieces, and waits with the next packet until the last one was taken.
 */
export class WebSocketTransport extends Transport {
  readonly socket: WebSocket;
  readonly #stream: Socket;
  readonly #turnEnd: TurnEnd;
  #frames: Buffer[] = [];
  #frameBytes = 0;
  guard: TransportGuard = unguarded;
  /** Is offered every text before the engine is; says whether it took it. */
  take: (text: string) => boolean = nothing;

  constructor(request: UpgradeRequest, turnEnd: TurnEnd) {
    super(request);
    this.socket = request.websocket;
    this.#stream = request.socket;
    this.#turnEnd = turnEnd;
    this.socket.on("message", (data: Buffer, isBinary) => this.#receive(data, isBinary));
    // Answers to pings that nobody sent are frames too, and the library answers a ping past us.
    const countFrame = () => {
      if (this.guard.countFrame()) this.#lookAtUnsent();
    };
    this.socket.on("ping", countFrame).on("pong", countFrame);
    this.socket.on("close", () => this.onClose());
    this.socket.on("error", (error: Error) => this.onError("websocket error", error));
    // Always: what the peer does not take is counted here and in the stream, not kept back in the engine.
    this.writable = true;
  }

  get name(): string {
    return "websocket";
  }

  get handlesUpgrades(): boolean {
    return true;
  }

  /** Bytes that the operating system has not taken yet. */
  get unsentBytes(): number {
    return this.#frameBytes + this.#stream.writableLength;
  }

  override send(packets: Packet[]): void {
    for (const packet of packets) for (const frame of framesOf(packet)) this.sendFrame(frame);
    this.emit("drain");
  }

  /** Sends a whole frame, or a piece of one that the next call goes on with. */
  sendFrame(frame: Buffer): void {
    if (this.#frames.push(frame) === 1) this.#turnEnd.add(this);
    this.#frameBytes += frame.length;
    this.#lookAtUnsent();
  }

  /** Writes what has gathered in this turn. */
  flush(): void {
    const frames = this.#frames;
    this.#frames = [];
    this.#frameBytes = 0;
    const [first] = frames;
    if (first === undefined || this.socket.readyState !== WebSocket.OPEN) return;
    this.#stream.write(frames.length === 1 ? first : Buffer.concat(frames));
  }

  override doClose(done?: () => void): void {
    if (!this.discarded) this.flush();
    this.socket.close();
    done?.();
  }

  #lookAtUnsent(): void {
    if (this.unsentBytes > socketLimits.unsentBytes) this.guard.tooSlow();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    const content = isBinary ? data : data.toString();
    if (!this.guard.admit(content, data.length)) return;
    if (typeof content !== "string" || !this.take(content)) this.onData(content);
  }
}

const nothing = () => false;

const unguarded: TransportGuard = { countFrame: () => true, admit: () => true, tooSlow: () => {} };

function framesOf({ type, data, options }: EncodedPacket): Buffer[] {
  return options?.wsPreEncodedFrame ?? [textFrame(`${TYPES.indexOf(type)}${data ?? ""}`)];
}
