import type { Registry } from "prom-client";
import { nobodyElsewhere } from "./domain/nobody-elsewhere.ts";
import type { Clock, OpenBudget, Random, SessionEndings, Whereabouts } from "./domain/ports.ts";
import { aloneEndings } from "./fanout/alone.ts";
import { openOwnBudget } from "./fanout/limiter-budget.ts";
import type { RoomsHere } from "./fanout/redis/room-relay.ts";
import type { Log } from "./log.ts";
import { isOpenToPublic } from "./open-to-public.ts";
import type { RoomRelay } from "./sockets/room-relay.ts";

/** What this node and the others do for each other. All of it is hints: a deployment is right without any. */
export interface Neighbours {
  /** The way from these rooms to those of the other nodes, and back; undefined for a node that has no others. */
  relayFor(rooms: RoomsHere): RoomRelay | undefined;
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
      relayFor: () => undefined,
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
    relayFor: (rooms) =>
      redis.relayFor(rooms, (error) =>
        log.error({ error }, "a hint could not be handed to the sockets of this node"),
      ),
  };
}
