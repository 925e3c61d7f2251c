import { Socket } from "node:net";
import { WebSocket } from "ws";
import { Inbox } from "./inbox.ts";

interface Options {
  origin?: string;
  cookie?: string;
  token?: string;
  /** a subprotocol or extension test: passed to ws */
  perMessageDeflate?: boolean;
  query?: string;
}

/** A WebSocket that speaks Engine.IO frames by hand, and so can say what no client library would. */
export class RawClient {
  readonly webSocket: WebSocket;
  readonly inbox = new Inbox<{ frame: string }>();
  /** resolves to the close code once the connection is gone */
  readonly closed: Promise<number>;

  private constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on("message", (data: Buffer) => this.#received(data.toString()));
    webSocket.on("error", () => {
      // "close" follows, and says it with its code.
    });
    this.closed = new Promise((resolve) => {
      webSocket.on("close", (code) => {
        this.inbox.end(`closed with ${code}`);
        resolve(code);
      });
    });
  }

  /** Opens the engine connection; no session is proved yet. @throws when the upgrade is refused */
  static async open(
    url: string,
    { origin, cookie, perMessageDeflate = false, query = "" }: Options = {},
  ): Promise<RawClient> {
    const webSocket = new WebSocket(
      `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket${query}`,
      {
        perMessageDeflate,
        headers: { ...(cookie !== undefined && { cookie }), ...(origin !== undefined && { origin }) },
      },
    );
    const client = new RawClient(webSocket);
    await new Promise((resolve, reject) => {
      webSocket.once("open", resolve);
      webSocket.once("error", reject);
    });
    return client;
  }

  /** A connection with a session. */
  static async connect(url: string, token: string): Promise<RawClient> {
    const client = await RawClient.open(url);
    client.send(`40${JSON.stringify({ token })}`);
    await client.frame((text) => text.startsWith("40{"));
    return client;
  }

  send(frame: string): void {
    this.webSocket.send(frame);
  }

  /** Writes below the protocol: what stands on the wire is exactly this. */
  sendBytes(bytes: Buffer): void {
    const wire: unknown = Reflect.get(this.webSocket, "_socket");
    if (!(wire instanceof Socket)) throw new Error("the WebSocket has no connection");
    wire.write(bytes);
  }

  /** The next frame for which this holds; those before it are dropped. */
  frame(holds?: (text: string) => boolean): Promise<string> {
    return this.inbox.next("frame", holds);
  }

  #received(text: string): void {
    if (text === "2") this.webSocket.send("3");
    else this.inbox.put("frame", text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.webSocket.terminate();
    await this.closed;
  }
}
