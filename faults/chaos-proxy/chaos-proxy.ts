import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { SeededRandom } from "../../lib/support/seeded-random.ts";
import { Link } from "./link.ts";
import { fairWeather, type Weather } from "./weather.ts";

interface ProxyOptions {
  /** of the server, on this machine */
  port: number;
  random: SeededRandom;
  /** the address on which it listens */
  host?: string;
}

/** A TCP proxy in front of a server on this machine that treats its connections as the weather is. */
export class ChaosProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #options: ProxyOptions;
  readonly #weather = fairWeather();
  readonly #links = new Set<Link>();
  readonly #sockets = new Set<Socket>();
  /** pushes that were lost, doubled or kept back */
  played = 0;

  private constructor(server: Server, options: ProxyOptions, port: number) {
    this.#server = server;
    this.#options = options;
    this.url = `http://${options.host ?? "127.0.0.1"}:${port}`;
    server.on("connection", (client) => this.#accept(client));
  }

  static async open(options: ProxyOptions): Promise<ChaosProxy> {
    // The end of one direction is passed on as such; it does not end the other.
    const server = createServer({ allowHalfOpen: true });
    server.listen({ port: 0, host: options.host ?? "127.0.0.1" });
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy has no port");
    return new ChaosProxy(server, options, address.port);
  }

  /** Changes the weather of all connections, those that are open too. */
  set(change: Partial<Weather>): void {
    Object.assign(this.#weather, change);
    for (const link of this.#links) link.update();
  }

  /** Fair weather again. */
  heal(): void {
    this.set(fairWeather());
  }

  get connections(): number {
    return this.#links.size;
  }

  /** Resets every open connection in the middle of whatever it carries. */
  resetAll(): void {
    for (const link of this.#links) link.reset();
  }

  /** Every client of now is gone without a word. */
  vanishAll(): void {
    for (const link of this.#links) link.vanish();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    const server = connect({ port: this.#options.port, host: "127.0.0.1", allowHalfOpen: true });
    const { random } = this.#options;
    const played = () => {
      this.played += 1;
    };
    const link = new Link({ client, server, weather: this.#weather, random, played });
    this.#links.add(link);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    }
    server.on("close", () => this.#links.delete(link));
  }
}
