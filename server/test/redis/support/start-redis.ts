import { createClient } from "redis";
import { onPath } from "../../../../scripts/services/on-path.ts";
import { OwnRedis } from "../../../../scripts/services/own-redis.ts";

interface Service {
  url: string;
  /** what it is, for whoever reads the outcome of the tests */
  name: string;
  stop(): Promise<void>;
}

/** The server of REDIS_URL; else one of our own. @throws when there is neither */
export async function startRedis(): Promise<Service> {
  const given = process.env["REDIS_URL"];
  if (given)
    return { url: given, name: `the server of REDIS_URL, ${await version(given)}`, stop: async () => {} };
  if (!onPath("redis-server"))
    throw new Error("No Redis: set REDIS_URL, or install redis-server (Debian: redis-server).");
  const redis = await OwnRedis.start();
  return {
    url: redis.url,
    name: `redis-server ${await version(redis.url)}`,
    stop: () => redis[Symbol.asyncDispose](),
  };
}

async function version(url: string): Promise<string> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  await client.connect();
  const said = await client.info("server");
  client.destroy();
  return /redis_version:(\S+)/.exec(said)?.[1] ?? "of unknown version";
}
