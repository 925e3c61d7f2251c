import { setImmediate as turn } from "node:timers/promises";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { OwnRedis } from "../../../scripts/services/own-redis.ts";
import { openRedis } from "../../src/fanout/redis/open-redis.ts";
import { openLog } from "../../src/log.ts";
import { systemClock } from "../../src/system-clock.ts";
import { systemRandom } from "../../src/system-random.ts";

/** What a node knows of the others. */
async function openNode(redis: OwnRedis) {
  const { whereabouts, close } = await openRedis({
    url: redis.url,
    clock: systemClock,
    random: systemRandom,
    log: openLog("silent"),
    registry: new Registry(),
  });
  return { ...bound(whereabouts), close, [Symbol.asyncDispose]: close };
}

const bound = (whereabouts: Awaited<ReturnType<typeof openRedis>>["whereabouts"]) => ({
  came: (userId: string) => whereabouts.came(userId),
  went: (userId: string) => whereabouts.went(userId),
  elsewhere: async (...userIds: string[]) => [...(await whereabouts.elsewhere(userIds))],
  lost: new Promise<readonly string[]>((resolve) => whereabouts.onLost(resolve)),
});

test("a node knows who is on others, not counting itself", async () => {
  await using redis = await OwnRedis.start();
  await using one = await openNode(redis);
  await using other = await openNode(redis);
  for (const userId of ["ann", "bob"]) await one.came(userId);
  await other.came("bob");
  expect(await other.elsewhere("ann", "bob", "cyd")).toStrictEqual(["ann", "bob"]);
  expect(await one.elsewhere("ann", "bob", "cyd")).toStrictEqual(["bob"]);
  await one.went("ann");
  await one.went("bob");
  expect(await other.elsewhere("ann", "bob")).toStrictEqual([]);
});

test("F05 what a node had said that is there no more is taken back, and its people are given to another", async () => {
  await using redis = await OwnRedis.start();
  await using stays = await openNode(redis);
  const goes = await openNode(redis);
  await stays.came("bob");
  for (const userId of ["ann", "bob"]) await goes.came(userId);
  await goes.close();
  expect([...(await stays.lost)].toSorted()).toStrictEqual(["ann", "bob"]);
  expect(await stays.elsewhere("ann", "bob")).toStrictEqual([]);
  await using late = await openNode(redis);
  expect(await late.elsewhere("ann", "bob")).toStrictEqual(["bob"]);
});

test("F07 a Redis that has forgotten everything is told again, and without one nobody is elsewhere", async () => {
  await using redis = await OwnRedis.start();
  await using one = await openNode(redis);
  await using other = await openNode(redis);
  await one.came("ann");
  await redis.kill();
  expect(await other.elsewhere("ann")).toStrictEqual([]);
  await one.came("bob");
  await redis.again();
  const late = AbortSignal.timeout(25_000);
  let known: string[] = [];
  while (known.length < 2 && !late.aborted) {
    // Without Redis the answer is there at once, and nothing else would get its turn.
    await turn();
    known = await other.elsewhere("ann", "bob");
  }
  expect(known).toStrictEqual(["ann", "bob"]);
});
