import type { ChatSocket, ClientClock, ClientRandom, OpenSocket, SocketHandlers } from "./chat-ports.ts";
import { retryDelay } from "./retry-delay.ts";

interface LazySocketOptions {
  /** Fetches the code of the socket. After a failure it is called again, and must then try again. */
  load: () => Promise<OpenSocket>;
  handlers: SocketHandlers;
  clock: ClientClock;
  random: ClientRandom;
}

/**
 * A socket whose code is fetched when it is first needed, which keeps it out of what a page needs to be drawn. Until it
 * is there, this is a socket without a connection, and what is sent goes out by HTTP. A failed fetch is repeated with
 * the same back-off as everything else, for as long as somebody wants a socket.
 */
export function openLazySocket(options: LazySocketOptions): ChatSocket {
  const socket = new LazySocket(options);
  void socket.load();
  return socket;
}

class LazySocket implements ChatSocket {
  private readonly options: LazySocketOptions;
  private socket: ChatSocket | undefined;
  private loading = false;
  private closed = false;
  private failures = 0;
  private cancelRetry = () => {};

  constructor(options: LazySocketOptions) {
    this.options = options;
  }

  async load(): Promise<void> {
    const { load, handlers, clock, random } = this.options;
    this.cancelRetry();
    this.loading = true;
    try {
      const open = await load();
      if (!this.closed) this.socket = open(handlers);
    } catch {
      if (this.closed) return;
      this.failures += 1;
      handlers.loadFailed();
      this.cancelRetry = clock.after(retryDelay(this.failures, random.fraction()), () => void this.load());
    } finally {
      this.loading = false;
    }
  }

  readonly emit: ChatSocket["emit"] = async (name, argument) => this.socket?.emit(name, argument);

  hurry(): void {
    if (this.socket) this.socket.hurry();
    else if (!this.closed && !this.loading) void this.load();
  }

  close(): void {
    this.closed = true;
    this.cancelRetry();
    this.socket?.close();
  }
}
