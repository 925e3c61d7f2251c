import type { DownEvent } from "@duologue/protocol/down";
import { type ErrorCode, errors } from "@duologue/protocol/errors";
import type { Ack, UpArgument, UpEvent } from "@duologue/protocol/up";
import { io, type Socket } from "socket.io-client";
import type { ChatSocket, ClientClock, ClientRandom, SocketHandlers } from "./chat-ports.ts";
import { retryDelay } from "./retry-delay.ts";

interface SocketOptions {
  url: string;
  handlers: SocketHandlers;
  clock: ClientClock;
  random: ClientRandom;
  /** proves the session where no browser keeps its cookie */
  token?: string;
}

/** A record, so that the compiler misses none. The last two are obeyed here and told to nobody else. */
const DOWN_EVENTS: Record<DownEvent, true> = {
  "new-message": true,
  "new-notification": true,
  "conversation-event": true,
  "conversation-updated": true,
  receipt: true,
  typing: true,
  presence: true,
  "session-ended": true,
  "server-stopping": true,
};

/**
 * The one socket of this tab, connecting. WebSocket first: half the requests of polling-then-upgrade, which counts when
 * thousands reconnect at once (F36), and no sticky sessions; where a proxy blocks it, polling is tried in the same
 * attempt. Only ever made in a browser, for somebody who is signed in.
 */
export function openBrowserSocket(options: SocketOptions): ChatSocket {
  return new BrowserSocket(options);
}

class BrowserSocket implements ChatSocket {
  private readonly options: SocketOptions;
  /** Without the library's event types, which cannot follow a name that is a type parameter; ours are on `emit`. */
  private readonly socket: Socket;
  /** the server asked to be left alone until then, in milliseconds of the monotonic clock */
  private heldUntil = 0;
  private refusals = 0;
  private attempting = true;
  private closed = false;
  private cancelReturn = () => {};

  constructor(options: SocketOptions) {
    this.options = options;
    this.socket = io(options.url, {
      forceNew: true,
      withCredentials: true,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 1_000,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
      ackTimeout: 10_000,
      ...(options.token === undefined ? {} : { auth: { token: options.token } }),
    });
    this.listen();
  }

  async emit<Name extends UpEvent>(name: Name, argument: UpArgument<Name>): Promise<Ack<Name> | undefined> {
    // The library would keep it and say it after the next connect; everything that is said here is about now.
    if (!this.socket.connected) return undefined;
    try {
      return await this.socket.emitWithAck(name, argument);
    } catch {
      // No answer in time, or the connection ended: the caller's next hint, or the next connection, makes up for it.
      return undefined;
    }
  }

  hurry(): void {
    if (this.closed || this.socket.connected || this.attempting) return;
    if (this.options.clock.monotonic() < this.heldUntil) return;
    this.connect();
  }

  close(): void {
    this.closed = true;
    this.cancelReturn();
    this.socket.io.off();
    this.socket.off();
    this.socket.disconnect();
  }

  private listen(): void {
    const { handlers } = this.options;
    this.socket.on("connect", () => {
      this.attempting = false;
      this.refusals = 0;
      handlers.connected();
    });
    this.socket.on("disconnect", (reason) => {
      handlers.disconnected();
      // The one reason after which the library stays away. A session that ended was told before, by its own event.
      if (reason === "io server disconnect") this.returnAfter(this.backOff());
    });
    this.socket.on("connect_error", (error) => this.failed(error));
    this.socket.io.on("reconnect_attempt", () => {
      this.attempting = true;
    });
    for (const name of Object.keys(DOWN_EVENTS) as DownEvent[])
      this.socket.on(name, (payload) => handlers.received(name, payload));
    this.socket.on("session-ended", ({ code }) => this.end(code));
    this.socket.on("server-stopping", ({ retryAfter }) => this.leave(retryAfter));
  }

  private failed(error: Error): void {
    this.attempting = false;
    // After a failed connection the library tries again by itself; after a refusal it does not.
    if (this.socket.active) return;
    const code = codeOf(error);
    if (code !== undefined && !errors[code].retryable) this.end(code);
    else this.returnAfter(this.backOff());
  }

  private end(code: ErrorCode): void {
    this.close();
    this.options.handlers.disconnected();
    this.options.handlers.ended(code);
  }

  /** The server stops: whoever stays away for as long as it says does not come back together with all others. */
  private leave(retryAfter: number): void {
    this.heldUntil = this.options.clock.monotonic() + retryAfter;
    this.socket.disconnect();
    this.returnAfter(retryAfter);
  }

  private returnAfter(delay: number): void {
    this.cancelReturn();
    this.cancelReturn = this.options.clock.after(delay, () => this.connect());
  }

  private connect(): void {
    if (this.closed) return;
    this.cancelReturn();
    this.attempting = true;
    // Ends the library's own back-off, which would make `connect` wait for it.
    this.socket.disconnect().connect();
  }

  private backOff(): number {
    this.refusals += 1;
    return retryDelay(this.refusals, this.options.random.fraction());
  }
}

function codeOf(error: Error): ErrorCode | undefined {
  const data: unknown = "data" in error ? error.data : undefined;
  if (typeof data !== "object" || data === null || !("code" in data)) return undefined;
  return Object.keys(errors).find((code): code is ErrorCode => code === data.code);
}
