import type { Registry } from "prom-client";
import { nobodyElsewhere } from "./domain/nobody-elsewhere.ts";
import type { Clock, OpenBudget, Random, SessionEndings, Whereabouts } from "./domain/ports.ts";
import { aloneEndings } from "./fanout/alone.ts";
import { openOwnBudget } from "./fanout/limiter-budget.ts";
import type { Rooms } from "./fanout/redis/install-adapter.ts";
import type { Log } from "./log.ts";
import { isOpenToPublic } from "./open-to-public.ts";

/** What this node and the others do for each other. All of it is hints: a deployment is right without any. */
export interface Neighbours {
  /** From here on an emit to a room reaches its sockets on all nodes. */
  connect(io: Rooms): void;
  whereabouts: Whereabouts;
  endings: SessionEndings;
  openBudget: OpenBudget;
  close(): Promise<void>;
}

interface NeighbourOptions {
  config: { redisUrl: string | undefined };
  clock: Clock;
  random: Random;
  log: Log;
  metrics: { registry: Registry };
}

/** @throws Error with a sentence for the operator when REDIS_URL cannot be used */
export async function openNeighbours(options: NeighbourOptions): Promise<Neighbours> {
  const { config, log, metrics } = options;
  if (config.redisUrl === undefined)
    return {
      connect: () => {},
      whereabouts: nobodyElsewhere,
      endings: aloneEndings,
      openBudget: openOwnBudget,
      close: () => Promise.resolve(),
    };
  // Loaded by whoever needs it, for the same reason as the driver of MongoDB (open-storage.ts).
  const { openRedis } = await import("./fanout/redis/open-redis.ts");
  const redis = await openRedis({ ...options, url: config.redisUrl, registry: metrics.registry });
  if (await isOpenToPublic(config.redisUrl))
    log.warn(
      "REDIS_URL has no password and a public address: anybody may read and forge what nodes tell each other",
    );
  return {
    ...redis,
    connect: (io) =>
      redis.connect(io, (error) =>
        log.error({ error }, "a hint could not be handed to the sockets of this node"),
      ),
  };
}
