import { personAt } from "../contenders/template.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { HttpConnection, httpRequest } from "./http-connection.ts";
import { type SendsOptions, sendBody } from "./socket-sends.ts";
import type { Traffic } from "./traffic.ts";

/** Sends with `POST /api/messages/:matchId`, each sender on a connection of their own; the pushes arrive at the crew's devices. */
export class HttpSends implements Traffic {
  readonly #options: SendsOptions;
  readonly #record: DeliveryRecord;
  /** by the sender's place */
  readonly #connections: ReadonlyMap<number, HttpConnection>;
  #answered = 0;
  onAnswered = () => {};

  private constructor(options: SendsOptions, connections: ReadonlyMap<number, HttpConnection>) {
    this.#options = options;
    this.#connections = connections;
    this.#record = options.crew.begin();
    for (const connection of connections.values())
      connection.onLost = () => this.#record.fail("an HTTP connection was cut");
  }

  static async open(url: string, options: SendsOptions): Promise<HttpSends> {
    const online = options.crew.devices.flatMap((devices, place) => (devices.length > 0 ? [place] : []));
    const connections = new Map(
      await Promise.all(online.map(async (place) => [place, await HttpConnection.open(url)] as const)),
    );
    return new HttpSends(options, connections);
  }

  get answered(): number {
    return this.#answered;
  }

  get activity(): number {
    return this.#options.crew.frames + this.#record.messages + this.#answered;
  }

  get record(): DeliveryRecord {
    return this.#record;
  }

  launch(intendedAt: number): void {
    const { crew, texts, nextLane, expected } = this.#options;
    const lane = nextLane();
    const number = this.#record.begin({ ...lane, intendedAt, expected: expected(lane) });
    const matchId = crew.population.conversations[lane.conversation]?.matchId ?? "";
    const { token } = personAt(crew.population, lane.sender);
    const request = httpRequest("POST", `/api/messages/${matchId}`, {
      token,
      body: `{${sendBody(texts, number)}}`,
    });
    this.#connections.get(lane.sender)?.send(request, ({ status, body, at }) => {
      if (status !== 201) this.#record.fail(`message ${number} was answered ${status}: ${body.toString()}`);
      this.#record.acknowledge(number, at);
      this.#answered += 1;
      this.onAnswered();
    });
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
  }
}
