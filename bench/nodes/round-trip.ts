import type { OwnRedis } from "../../scripts/services/own-redis.ts";
import { makeRedisClient } from "../../server/src/fanout/redis/redis-client.ts";
import { median } from "../stats/quantile.ts";

/** p50 of a question and its answer, one at a time, in milliseconds. */
export async function roundTripTo(redis: OwnRedis, times: number): Promise<number> {
  const client = makeRedisClient(redis.url);
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
