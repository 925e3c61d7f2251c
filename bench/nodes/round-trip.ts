import type { OwnRedis } from "../../scripts/services/own-redis.ts";
import { makeRedisClient } from "../../server/src/fanout/redis/redis-client.ts";

/** Asks Redis something of no weight, on a connection of its own. */
export class RoundTrips implements Disposable {
  readonly #client: ReturnType<typeof makeRedisClient>;

  private constructor(client: ReturnType<typeof makeRedisClient>) {
    this.#client = client;
  }

  static async open(redis: OwnRedis): Promise<RoundTrips> {
    const client = makeRedisClient(redis.url);
    await client.connect();
    return new RoundTrips(client);
  }

  /** How long a question and its answer take, in milliseconds. */
  async measure(): Promise<number> {
    const from = performance.now();
    await this.#client.ping();
    return performance.now() - from;
  }

  [Symbol.dispose](): void {
    this.#client.destroy();
  }
}
