import type { Registry } from "prom-client";
import type { Clock, Random } from "../../domain/ports.ts";
import type { Log } from "../../log.ts";
import { Outage } from "./outage.ts";
import type { RedisClient } from "./redis-client.ts";
import { RedisLink } from "./redis-link.ts";
import { createRedisMetrics } from "./redis-metrics.ts";
import { RedisWhereabouts } from "./redis-whereabouts.ts";
import { createRoomRelay, type RoomsHere } from "./room-relay.ts";
import { createSessionEndings } from "./session-endings.ts";
import { sharedBudgets } from "./shared-budget.ts";
import { Subscriptions } from "./subscriptions.ts";

interface RedisOptions {
  url: string;
  clock: Clock;
  random: Random;
  log: Log;
  registry: Registry;
}

/**
 * Connects this node with the others through Redis: one connection that speaks, one that listens. Nothing in Redis is
 * the truth, and nothing waits for it longer than 500 ms.
 * @throws Error with a sentence for the operator when Redis cannot be used within a few seconds
 */
export async function openRedis({ url, registry, ...ground }: RedisOptions) {
  const metrics = createRedisMetrics(registry);
  const outage = new Outage({ log: ground.log, metrics });
  const linkTo = (name: string, onConnected?: (client: RedisClient) => Promise<void>) =>
    RedisLink.open({
      ...ground,
      url,
      metrics,
      ...(onConnected && { onConnected }),
      onChange: (lost) => outage.changed(name, lost),
    });
  await using opened = new AsyncDisposableStack();
  const commands = await usable(() => linkTo("commands"));
  opened.defer(() => commands.close());
  const isSharded = await commands.run("ping", hasShardedChannels);
  const subscriptions = await usable(() =>
    Subscriptions.open((onConnected) => linkTo("subscriptions", onConnected)),
  );
  opened.defer(() => subscriptions.close());
  const nodeId = ground.random.id();
  const whereabouts = RedisWhereabouts.open({ ...ground, nodeId, link: commands });
  opened.defer(() => whereabouts.close());
  const running = opened.move();
  return {
    relayFor: (rooms: RoomsHere, onError: (error: unknown) => void) =>
      createRoomRelay({ nodeId, commands, subscriptions, rooms, isSharded, onError }),
    whereabouts,
    openBudget: sharedBudgets(commands),
    endings: createSessionEndings(commands, subscriptions),
    close: () => running.disposeAsync(),
  };
}

/** Redis has them since version 7. What calls itself Redis may have another version or other commands, so it is asked. */
async function hasShardedChannels(client: RedisClient): Promise<boolean> {
  const [spublish] = await client.commandInfo(["spublish"]);
  return spublish !== undefined && spublish !== null;
}

/** The library's own words name hosts and reasons, never the password. */
async function usable<Opened>(open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new Error(`The Redis of REDIS_URL cannot be used: ${reason}`, { cause });
  }
}
