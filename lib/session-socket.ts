import type { ChatContext } from "./chat-context.ts";
import type { ChatSocket, OpenSocket, SocketHandlers } from "./chat-ports.ts";
import { retryDelay } from "./retry-delay.ts";

interface SessionSocketOptions extends Omit<SocketHandlers, "ended"> {
  openSocket: OpenSocket;
  /** The server ended the session of this socket: it has to be asked who is signed in. */
  doubted: () => void;
}

/**
 * The one socket of a signed-in person. When the server ends it, it is gone for good; but the browser may have a new
 * session by then, from another tab, and whoever finds that out opens it again.
 */
export class SessionSocket {
  private readonly context: Pick<ChatContext, "scope" | "random">;
  private readonly options: SessionSocketOptions;
  private socket: ChatSocket | undefined;
  private endings = 0;

  constructor(context: Pick<ChatContext, "scope" | "random">, options: SessionSocketOptions) {
    this.context = context;
    this.options = options;
  }

  get isOpen(): boolean {
    return this.socket !== undefined;
  }

  open(): void {
    const { openSocket, doubted: _, ...handlers } = this.options;
    this.socket ??= openSocket({ ...handlers, ended: () => this.ended() });
  }

  close(): void {
    this.socket?.close();
    this.socket = undefined;
    this.options.disconnected();
  }

  readonly emit: ChatSocket["emit"] = async (name, argument) => this.socket?.emit(name, argument);

  hurry(): void {
    this.socket?.hurry();
  }

  /** Asked at once the first time; a server that ends every socket it lets in is asked with a back-off. */
  private ended(): void {
    const { scope, random } = this.context;
    this.close();
    const delay = this.endings === 0 ? 0 : retryDelay(this.endings, random.fraction());
    this.endings += 1;
    if (delay === 0) this.options.doubted();
    else scope.after(delay, this.options.doubted);
  }
}
