import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** The network between a client and a server: while it is shut, nothing goes through and nothing stays open. */
export class Gate {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** port of the server; undefined while shut */
  #port: number | undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
    server.on("connection", (client) => this.#accept(client));
  }

  /** Shut at first. */
  static async build(): Promise<Gate> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The gate has no port");
    return new Gate(server, address.port);
  }

  get isOpen(): boolean {
    return this.#port !== undefined;
  }

  open(serverUrl: string): void {
    this.#port = Number(new URL(serverUrl).port);
  }

  shut(): void {
    this.#port = undefined;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.shut();
    this.#server.close();
  }

  #accept(client: Socket): void {
    if (this.#port === undefined) {
      client.destroy();
      return;
    }
    const server = connect(this.#port, "127.0.0.1");
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
