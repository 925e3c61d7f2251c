import type { Down, DownEvent, DownEvents } from "@duologue/protocol/down";
import type { Problem } from "@duologue/protocol/errors";
import type { Ack, UpArgument, UpEvent, UpEvents, UpResult } from "@duologue/protocol/up";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { Inbox } from "./inbox.ts";

type ClientSocket = Socket<DownEvents, UpEvents>;
type Options = Partial<ManagerOptions & SocketOptions>;

/** Why a socket was not let in. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** undefined when the connection failed below Socket.IO */
  readonly problem: Problem | undefined;

  constructor(error: Error & { data?: Problem }) {
    super(error.message, { cause: error });
    this.problem = error.data;
  }
}

/**
 * The stock client, which keeps every event until a test asks for it. `await using` closes it. It does not
 * reconnect unless it is told to: a test that loses its connection should notice.
 */
export class TestClient {
  readonly socket: ClientSocket;
  /** what was received and not asked for yet */
  readonly inbox = new Inbox<Down>();
  /** resolves to Socket.IO's reason once the connection is lost */
  readonly disconnected: Promise<string>;

  private constructor(socket: ClientSocket) {
    this.socket = socket;
    socket.onAny((name: DownEvent, argument: Down[DownEvent]) => this.inbox.put(name, argument));
    this.disconnected = new Promise((resolve) => {
      socket.on("disconnect", (reason) => {
        if (!socket.active) this.inbox.end(reason);
        resolve(reason);
      });
    });
  }

  /** @throws Refused */
  static async connect(
    url: string,
    { token, ...options }: Options & { token?: string } = {},
  ): Promise<TestClient> {
    const auth = token === undefined ? {} : { auth: { token } };
    const socket: ClientSocket = io(url, { forceNew: true, reconnection: false, ...auth, ...options });
    const client = new TestClient(socket);
    try {
      await client.connected();
      return client;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Resolves when the socket is connected, for the first time or again. @throws Refused when it will not try again */
  connected(): Promise<void> {
    if (this.socket.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.socket.once("connect", resolve);
      this.socket.on("connect_error", (error: Error & { data?: Problem }) => {
        const triesAgain = this.socket.io.reconnection() === true && error.data === undefined;
        if (!triesAgain) reject(new Refused(error));
      });
    });
  }

  next<Name extends DownEvent>(name: Name, holds?: (item: Down[Name]) => boolean): Promise<Down[Name]> {
    return this.inbox.next(name, holds);
  }

  /** Says something and waits for the acknowledgement, whatever it is. */
  async emit<Name extends UpEvent>(name: Name, argument: UpArgument<Name>): Promise<Ack<Name>> {
    return (await this.say(name, argument)) as Ack<Name>;
  }

  /** Says something that must be accepted; what the acknowledgement carries beside `ok`. */
  async accepted<Name extends UpEvent>(name: Name, argument: UpArgument<Name>): Promise<UpResult[Name]> {
    const ack = await this.emit(name, argument);
    if (!ack.ok) throw new Error(`${name} was refused: ${ack.error.code}, ${ack.error.detail}`);
    return ack;
  }

  /** Says whatever it is given and waits for the acknowledgement. */
  say(name: string, ...args: unknown[]): Promise<unknown> {
    const untyped: Socket = this.socket;
    return untyped.emitWithAck(name, ...args);
  }

  /** Resolves when everything that the server had sent here when it was called has arrived. */
  async barrier(): Promise<void> {
    await this.say("join", "nobody");
  }

  /** Everything that arrived after a round trip and was not asked for, by name. */
  async unexpected(...names: DownEvent[]): Promise<DownEvent[]> {
    await this.barrier();
    return this.inbox.names.filter((name) => names.length === 0 || names.includes(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { engine } = this.socket.io;
    const closed =
      engine.readyState === "closed" ? undefined : new Promise((resolve) => engine.once("close", resolve));
    this.socket.close();
    this.socket.io.engine.close();
    await closed;
  }
}
