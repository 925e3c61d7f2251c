import type { Clock } from "../domain/ports.ts";
import type { EngineConnection } from "./chat-socket.ts";
import { isExpected } from "./is-expected.ts";
import { PollingWatch } from "./polling-watch.ts";
import { socketLimits } from "./socket-limits.ts";
import { TokenBucket } from "./token-bucket.ts";
import { type TransportGuard, WebSocketTransport } from "./websocket-transport.ts";

export type CutReason = "flood" | "unexpected" | "slow_reader";

/** The same for all connections: an idle one holds nothing that it can share. */
export interface GuardOptions {
  clock: Clock;
  /** whether what arrives is limited; what waits to be read always is */
  rateLimits: boolean;
  /** Takes bytes that arrived out of the budget of whoever sent them, if they are there. */
  takeBytes: (connection: EngineConnection, bytes: number) => boolean;
  onCut: (reason: CutReason) => void;
}

/**
 * Bounds what one connection may cost, whatever its peer does or fails to do: frames and bytes coming in, bytes
 * waiting to go out, and how long the end of the connection may take. Counting and a look at its beginning are all that
 * happens for a packet before its sender is known to be within bounds.
 */
export class ConnectionGuard implements TransportGuard {
  readonly #connection: EngineConnection;
  readonly #options: GuardOptions;
  readonly #frames: TokenBucket | undefined;
  /** what takes over, or tried to, where the connection polls */
  #probing: WebSocketTransport | undefined;

  constructor(connection: EngineConnection, options: GuardOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#frames = options.rateLimits ? new TokenBucket(socketLimits.frames, options.clock) : undefined;
  }

  /** From here on nothing passes that is not within bounds. */
  begin(): void {
    const connection = this.#connection;
    const { transport } = connection;
    if (transport instanceof WebSocketTransport) {
      transport.guard = this;
      return;
    }
    const polling = new PollingWatch(connection, this);
    polling.begin();
    connection.on("probing", (probing: WebSocketTransport) => {
      probing.guard = this;
      this.#probing = probing;
    });
    connection.on("upgrade", () => polling.end());
  }

  countFrame(): boolean {
    return this.#frames === undefined || this.#frames.take() || this.#cut("flood");
  }

  admit(packet: string | Buffer, bytes: number): boolean {
    if (!this.countFrame()) return false;
    if (!isExpected(packet)) return this.#cut("unexpected");
    const { rateLimits, takeBytes } = this.#options;
    return !rateLimits || takeBytes(this.#connection, bytes) || this.#cut("flood");
  }

  tooSlow(): void {
    this.#cut("slow_reader");
  }

  /**
   * The connection has ended, for this reason of the engine's. A peer that is gone, or does not want to go, would hold the
   * descriptor for as long as the library waits for it.
   */
  ended(reason: string): void {
    const { transport } = this.#connection;
    const remaining = transport instanceof WebSocketTransport ? transport : this.#probing;
    if (remaining === undefined || (remaining === transport && reason === "transport close")) return;
    const { socket } = remaining;
    if (reason === "ping timeout") socket.terminate();
    else
      socket.once(
        "close",
        this.#options.clock.after(socketLimits.closeTimeout, () => socket.terminate()),
      );
  }

  /** @returns false, for whoever asked whether something may pass */
  #cut(reason: CutReason): boolean {
    if (this.#connection.readyState !== "closed") {
      this.#options.onCut(reason);
      this.#connection.close(true);
    }
    return false;
  }
}
