import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { addressKey } from "./address-key.ts";
import { trustedProxy } from "./client-address.ts";
import { AppError } from "./domain/app-error.ts";

/**
 * Of one address, or one IPv6 network. A browser holds one or two beside its WebSocket: a thousand people behind one
 * address have room, and no address comes near what a process may open.
 */
const CONNECTIONS_MAX = 2_000;

interface CapOptions {
  trustedProxies: readonly string[];
  /** of the client, as the connection or a trusted proxy has it */
  addressOf: (request: IncomingMessage) => string;
  onRefused: () => void;
  /** for tests */
  max?: number;
}

/**
 * Bounds the connections of one address (G14). Those with a WebSocket are not among them: the sockets have caps of
 * their own. The connections of a trusted proxy are everybody's, so there each request counts for the client whom it
 * names.
 */
export class ConnectionCap {
  readonly #addressOf: CapOptions["addressOf"];
  readonly #isProxy: (address: string) => boolean;
  readonly #onRefused: CapOptions["onRefused"];
  readonly #max: number;
  readonly #perAddress = new Map<string, number>();
  readonly #connections = new Map<Socket, () => void>();

  constructor({ trustedProxies, addressOf, onRefused, max = CONNECTIONS_MAX }: CapOptions) {
    this.#addressOf = addressOf;
    this.#isProxy = trustedProxy(trustedProxies);
    this.#onRefused = onRefused;
    this.#max = max;
  }

  /** A connection too many is reset: nobody has asked anything on it that could be answered. */
  watch(server: Server): void {
    server.on("connection", (socket: Socket) => {
      const { remoteAddress = "" } = socket;
      if (this.#isProxy(remoteAddress)) return;
      const giveBack = this.#take(addressKey(remoteAddress));
      if (giveBack === undefined) {
        socket.resetAndDestroy();
        return;
      }
      const forget = () => {
        socket.off("close", forget);
        this.#connections.delete(socket);
        giveBack();
      };
      this.#connections.set(socket, forget);
      socket.once("close", forget);
    });
    server.on("upgrade", ({ socket }: IncomingMessage) => this.#connections.get(socket)?.());
  }

  /** @throws AppError `rate_limited` when a trusted proxy brings too many requests of one client at once */
  readonly admit = (request: IncomingMessage, response: ServerResponse): void => {
    const client = this.#addressOf(request);
    // Nobody else is named: the connection itself has counted, or is the proxy's own.
    if (client === addressKey(request.socket.remoteAddress ?? "")) return;
    const giveBack = this.#take(client);
    if (giveBack === undefined) throw new AppError("rate_limited", "Too many requests at once");
    response.once("close", giveBack);
  };

  /** Counts one more of this address, if it may have one more; answers how to take it back. */
  #take(address: string): (() => void) | undefined {
    const count = this.#perAddress.get(address) ?? 0;
    if (count >= this.#max) {
      this.#onRefused();
      return undefined;
    }
    this.#perAddress.set(address, count + 1);
    return () => {
      const left = (this.#perAddress.get(address) ?? 0) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    };
  }
}
