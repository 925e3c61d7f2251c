import { once } from "node:events";
import WebSocket from "ws";
import { inParallel } from "../contenders/in-parallel.ts";
import { Latencies } from "../stats/latencies.ts";
import { HttpConnection, httpRequest } from "./http-connection.ts";
import type { Traffic } from "./traffic.ts";

/** As long as the frame of a 100-byte message. */
const BODY = JSON.stringify({
  matchId: "x".repeat(22),
  content: "x".repeat(100),
  clientMessageId: "x".repeat(15),
});
const OPENED_AT_ONCE = 32;

type Send = (answered: (at: number) => void) => void;

/** Traffic against a limit: every connection in turn sends a body and gets it back. */
export class Echoes implements Traffic {
  readonly acknowledged = new Latencies();
  readonly #lanes: readonly Send[];
  readonly #close: () => void;
  #answered = 0;
  #begun = 0;
  onAnswered = () => {};

  private constructor(lanes: readonly Send[], close: () => void) {
    this.#lanes = lanes;
    this.#close = close;
  }

  /** E: frames over raw WebSockets. */
  static async overSockets(url: string, connections: number): Promise<Echoes> {
    const wanted = Array.from({ length: connections }, (_, place) => place);
    const sockets = await inParallel(wanted, OPENED_AT_ONCE, async () => {
      const socket = new WebSocket(url.replace("http", "ws"), {
        perMessageDeflate: false,
        skipUTF8Validation: true,
      });
      await once(socket, "open");
      return socket;
    });
    return new Echoes(sockets.map(overSocket), () => {
      for (const socket of sockets) socket.terminate();
    });
  }

  /** H: POSTs over raw node:http. */
  static async overHttp(url: string, connections: number): Promise<Echoes> {
    const opened = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(url)));
    const request = httpRequest("POST", "/", { token: "x".repeat(70), body: BODY });
    const lanes = opened.map(
      (connection): Send =>
        (answered) =>
          connection.send(request, ({ at }) => answered(at)),
    );
    return new Echoes(lanes, () => {
      for (const connection of opened) connection.close();
    });
  }

  get answered(): number {
    return this.#answered;
  }

  get activity(): number {
    return this.#answered + this.#begun;
  }

  launch(intendedAt: number): void {
    const lane = this.#lanes[this.#begun % this.#lanes.length];
    this.#begun += 1;
    lane?.((at) => {
      this.acknowledged.record(at - intendedAt);
      this.#answered += 1;
      this.onAnswered();
    });
  }

  close(): void {
    this.#close();
  }
}

function overSocket(socket: WebSocket): Send {
  const waiting: ((at: number) => void)[] = [];
  socket.on("message", () => waiting.shift()?.(performance.now()));
  return (answered) => {
    waiting.push(answered);
    socket.send(BODY);
  };
}
