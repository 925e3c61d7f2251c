import type { Socket } from "node:net";
import type { SeededRandom } from "../../lib/support/seeded-random.ts";
import { FrameSplitter } from "./frame-splitter.ts";
import { Pipe } from "./pipe.ts";
import { PushGames } from "./push-games.ts";
import type { Weather } from "./weather.ts";

interface LinkOptions {
  client: Socket;
  server: Socket;
  weather: Weather;
  random: SeededRandom;
  /** hears of every push that was lost, doubled or kept back */
  played: () => void;
}

const UPGRADE = /^upgrade: *websocket/im;
const REFUSAL = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** One connection of a client through the proxy to the server. */
export class Link {
  readonly #options: LinkOptions;
  readonly #up: Pipe;
  readonly #down: Pipe;
  readonly #games: PushGames;
  readonly #splitter = new FrameSplitter();
  readonly #resetAfter: number;
  #carried = 0;
  #upgrades = false;
  #vanished = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { client, server, weather } = options;
    this.#resetAfter = weather.resetAfter?.() ?? Number.POSITIVE_INFINITY;
    this.#up = new Pipe({
      ...options,
      from: client,
      to: server,
      direction: "up",
      through: (chunk, send) => this.#goUp(chunk, send),
    });
    let sendDown: (chunk: Buffer) => void = () => {};
    this.#games = new PushGames({ ...options, send: (frame) => sendDown(frame) });
    this.#down = new Pipe({
      ...options,
      from: server,
      to: client,
      direction: "down",
      through: (chunk, send) => {
        sendDown = send;
        this.#goDown(chunk, send);
      },
    });
    client.on("close", () => this.#lost(server));
    server.on("close", () => this.#lost(client));
    for (const socket of [client, server])
      socket.on("error", () => {
        // "close" follows.
      });
    this.update();
  }

  update(): void {
    this.#up.update();
    this.#down.update();
  }

  /** The client is gone, and the server is not told: its side stays open and silent (half-open). */
  vanish(): void {
    this.#vanished = true;
    this.#up.close();
    this.#options.client.destroy();
  }

  /** Both sides learn at once, and nothing that was on its way arrives. */
  reset(): void {
    this.#options.client.resetAndDestroy();
    this.#options.server.resetAndDestroy();
  }

  #goUp(chunk: Buffer, send: (chunk: Buffer) => void): void {
    const { client, server, weather } = this.#options;
    if (UPGRADE.test(chunk.toString("latin1"))) {
      if (weather.refusesUpgrade) {
        client.end(REFUSAL);
        server.destroy();
        return;
      }
      this.#upgrades = true;
    }
    send(chunk);
  }

  #goDown(chunk: Buffer, send: (chunk: Buffer) => void): void {
    if (this.#vanished || this.#options.weather.blackhole) return;
    const room = this.#resetAfter - this.#carried;
    this.#carried += chunk.length;
    if (chunk.length >= room) {
      this.reset();
      return;
    }
    if (this.#upgrades) for (const piece of this.#splitter.push(chunk)) this.#games.play(piece);
    else send(chunk);
  }

  #lost(other: Socket): void {
    this.#games.close();
    if (this.#vanished && other === this.#options.server) return;
    other.destroy();
  }
}
