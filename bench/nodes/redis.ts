import { freePort } from "../../scripts/cluster/free-port.ts";
import { Service } from "../../scripts/cluster/service.ts";
import { makeRedisClient } from "../../server/src/fanout/redis/redis-client.ts";
import { median } from "../stats/quantile.ts";

/** A Redis of this run, which can be away for a while. */
export class Redis {
  readonly url: string;
  readonly #port: number;
  #service: Service | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async open(): Promise<Redis> {
    const redis = new Redis(await freePort());
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    const settings = [
      "--port",
      String(this.#port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
    ];
    this.#service ??= await Service.start("redis-server", settings, /Ready to accept connections/);
  }

  async stop(): Promise<void> {
    await this.#service?.[Symbol.asyncDispose]();
    this.#service = undefined;
  }

  /** p50 of a question and its answer, one at a time, in milliseconds. */
  async roundTrip(times: number): Promise<number> {
    const client = makeRedisClient(this.url);
    await client.connect();
    const taken: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const from = performance.now();
      await client.ping();
      taken.push(performance.now() - from);
    }
    client.destroy();
    return median(taken);
  }
}
