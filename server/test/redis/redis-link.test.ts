import { EventEmitter, once } from "node:events";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { OwnRedis } from "../../../scripts/services/own-redis.ts";
import { RedisLink } from "../../src/fanout/redis/redis-link.ts";
import { createRedisMetrics } from "../../src/fanout/redis/redis-metrics.ts";
import { Subscriptions } from "../../src/fanout/redis/subscriptions.ts";
import { systemClock } from "../../src/system-clock.ts";
import { systemRandom } from "../../src/system-random.ts";
import { Inbox } from "../support/inbox.ts";

/** Both connections of a node, and what it hears. */
async function openNode(redis: OwnRedis) {
  const registry = new Registry();
  const metrics = createRedisMetrics(registry);
  const changes = new EventEmitter();
  const open = (name: string) => ({
    url: redis.url,
    clock: systemClock,
    random: systemRandom,
    metrics,
    onChange: (lost: Error | undefined) => changes.emit(`${name} ${lost ? "lost" : "there"}`),
  });
  const commands = await RedisLink.open(open("commands"));
  const subscriptions = await Subscriptions.open((onConnected) =>
    RedisLink.open({ ...open("subscriptions"), onConnected }),
  );
  const heard = new Inbox<Record<string, string>>();
  return {
    commands,
    heard,
    publish: (channel: string, text: string) =>
      commands.run("publish", (client) => client.sPublish(channel, text)),
    listen: (channel: string) =>
      subscriptions.add("sSubscribe", channel, (message, from) =>
        heard.put(from.toString(), message.toString()),
      ),
    onRenewed: (listener: () => void) => subscriptions.onRenewed(listener),
    leave: (channel: string) => subscriptions.remove("sSubscribe", channel),
    settled: () => subscriptions.settled(),
    until: (change: string) => once(changes, change),
    failures: async () => (await metrics.failures.get()).values.reduce((sum, { value }) => sum + value, 0),
    async [Symbol.asyncDispose]() {
      commands.close();
      subscriptions.close();
    },
  };
}

test("F07 while Redis is gone everything fails at once, and what was listened to is heard again when it is back", async () => {
  await using redis = await OwnRedis.start();
  await using node = await openNode(redis);
  node.listen("before");
  node.listen("given-up");
  await node.settled();
  const lost = [node.until("commands lost"), node.until("subscriptions lost")];
  await redis.kill();
  await Promise.all(lost);
  await expect(node.publish("before", "into the void")).rejects.toThrow("away");
  expect(await node.failures()).toBe(1);
  node.listen("meanwhile");
  node.leave("given-up");
  await node.settled();
  const { promise: toldOfTheGap, resolve: gap } = Promise.withResolvers<void>();
  node.onRenewed(gap);
  const back = [node.until("commands there"), node.until("subscriptions there")];
  await redis.again();
  await Promise.all(back);
  for (const channel of ["given-up", "before", "meanwhile"]) await node.publish(channel, `to ${channel}`);
  expect(await node.heard.next("before")).toBe("to before");
  expect(await node.heard.next("meanwhile")).toBe("to meanwhile");
  expect(node.heard.names).toStrictEqual([]);
  await toldOfTheGap;
});

test("F11 a Redis that hangs keeps nothing waiting, and what was said into it is not heard when it goes on", async () => {
  await using redis = await OwnRedis.start();
  await using node = await openNode(redis);
  node.listen("channel");
  await node.settled();
  const lost = [node.until("commands lost"), node.until("subscriptions lost")];
  redis.freeze();
  const unanswered = await Promise.allSettled(["one", "two"].map((text) => node.publish("channel", text)));
  expect(unanswered.map(({ status }) => status)).toStrictEqual(["rejected", "rejected"]);
  await Promise.all(lost);
  await expect(node.publish("channel", "three")).rejects.toThrow("away");
  const back = [node.until("commands there"), node.until("subscriptions there")];
  redis.thaw();
  await Promise.all(back);
  await node.publish("channel", "fresh");
  expect(await node.heard.next("channel")).toBe("fresh");
});

test("who leaves a channel and comes back before Redis has answered goes on hearing it", async () => {
  await using redis = await OwnRedis.start();
  await using node = await openNode(redis);
  node.listen("channel");
  await node.settled();
  for (let turn = 0; turn < 20; turn += 1) {
    node.leave("channel");
    node.listen("channel");
  }
  await node.settled();
  await node.publish("channel", "still here");
  expect(await node.heard.next("channel")).toBe("still here");
});

test("more commands than may wait for an answer are refused, not queued", async () => {
  await using redis = await OwnRedis.start();
  await using node = await openNode(redis);
  redis.freeze();
  const outcomes = Promise.allSettled(Array.from({ length: 10_100 }, () => node.publish("channel", "x")));
  const reasons = (await outcomes).map((outcome) =>
    outcome.status === "rejected" ? String(outcome.reason) : "",
  );
  expect(reasons.filter((reason) => reason.includes("queue is full")).length).toBeGreaterThanOrEqual(100);
  redis.thaw();
});
