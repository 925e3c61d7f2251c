import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { OwnRedis } from "../../../scripts/services/own-redis.ts";
import { openRedis } from "../../src/fanout/redis/open-redis.ts";
import { openLog } from "../../src/log.ts";
import { systemClock } from "../../src/system-clock.ts";
import { systemRandom } from "../../src/system-random.ts";

async function openNode(redis: OwnRedis) {
  const { openBudget, close } = await openRedis({
    url: redis.url,
    clock: systemClock,
    random: systemRandom,
    log: openLog("silent"),
    registry: new Registry(),
  });
  return { openBudget, [Symbol.asyncDispose]: close };
}

const TERMS = { points: 3, seconds: 60 };

test("an exact budget is one for all nodes, and what is given back may be spent on any", async () => {
  await using redis = await OwnRedis.start();
  await using one = await openNode(redis);
  await using other = await openNode(redis);
  const [here, there] = [one, other].map(({ openBudget }) =>
    openBudget("exact", { ...TERMS, isExact: true }),
  );
  for (const budget of [here, there, here]) await budget?.spend("ann");
  await expect(there?.spend("ann")).rejects.toMatchObject({
    code: "rate_limited",
    retryAfter: expect.any(Number),
  });
  await there?.spend("bob");
  await here?.refund("ann");
  await here?.refund("ann");
  await there?.spend("ann");
});

test("another budget lets through what the own count allows, and refuses once it hears of the others", async () => {
  await using redis = await OwnRedis.start();
  await using one = await openNode(redis);
  await using other = await openNode(redis);
  const [here, there] = [one, other].map(({ openBudget }) => openBudget("later", TERMS));
  for (let n = 0; n < 3; n += 1) await here?.spend("ann");
  await counted(one);
  await there?.spend("ann");
  await counted(other);
  await expect(there?.spend("ann")).rejects.toMatchObject({ code: "rate_limited" });
  await there?.spend("bob");
});

/** Resolves once Redis has answered to everything that this node asked it before, and the node has taken note. */
async function counted(node: Awaited<ReturnType<typeof openNode>>): Promise<void> {
  await node.openBudget("marker", { ...TERMS, isExact: true }).spend(randomUUID());
  await turn();
}

test("F07 without Redis each node counts by itself", async () => {
  await using redis = await OwnRedis.start();
  await using one = await openNode(redis);
  await using other = await openNode(redis);
  await redis.kill();
  for (const node of [one, other]) {
    const exact = node.openBudget("exact", { ...TERMS, isExact: true });
    const later = node.openBudget("later", TERMS);
    for (const budget of [exact, later]) {
      for (let n = 0; n < 3; n += 1) await budget.spend("ann");
      await expect(budget.spend("ann")).rejects.toMatchObject({ code: "rate_limited" });
    }
  }
});
