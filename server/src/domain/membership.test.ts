import { LRUCache } from "lru-cache";
import { expect, test } from "vitest";
import { matched, testDomain } from "../../test/support/test-domain.ts";
import { Membership } from "./membership.ts";
import type { MatchRecord } from "./ports.ts";

async function membership({ latency = 0 } = {}) {
  let delay = 0;
  let reads = 0;
  let broken = false;
  const domain = testDomain({
    faults: { latency: () => delay },
    around: (store) => ({
      ...store,
      matches: {
        ...store.matches,
        find: (matchId) => {
          reads += 1;
          return broken ? Promise.reject(new Error("no store")) : store.matches.find(matchId);
        },
      },
    }),
  });
  const matchId = await domain.clock.run(matched(domain));
  delay = latency;
  const records = new LRUCache<string, Promise<MatchRecord | undefined>>({ max: 10 });
  const members = new Membership({ store: domain.store, records });
  return {
    ...domain,
    matchId,
    members,
    reads: () => reads,
    breaks: (is: boolean) => {
      broken = is;
    },
  };
}

test("G11 both members, and nobody else, are members; who is none learns nothing", async () => {
  const { members, matchId, clock } = await membership();
  for (const userId of ["ann", "bob"])
    expect(await clock.run(members.require(userId, matchId))).toMatchObject({
      id: matchId,
      members: ["ann", "bob"],
    });
  for (const [userId, id] of [
    ["cyd", matchId] as const,
    ["ann", "no-such-match"] as const,
    ["", matchId] as const,
  ])
    await expect(clock.run(members.require(userId, id))).rejects.toMatchObject({ code: "not_found" });
});

test("a match is read once; one that does not exist is asked for anew, and so is one after a failure", async () => {
  const { members, matchId, reads, breaks, clock } = await membership();
  breaks(true);
  await expect(clock.run(members.require("ann", matchId))).rejects.toThrow("no store");
  breaks(false);
  for (let n = 0; n < 3; n += 1) await clock.run(members.require("ann", matchId));
  expect(reads()).toBe(2);
  for (let n = 0; n < 2; n += 1)
    await expect(clock.run(members.require("ann", "later"))).rejects.toMatchObject({ code: "not_found" });
  expect(reads()).toBe(4);
});

test("G6 who asks first goes on first, also while the answer is under way", async () => {
  const { members, matchId, clock } = await membership({ latency: 10 });
  const order: number[] = [];
  const ask = async (n: number) => {
    await members.require("ann", matchId);
    order.push(n);
  };
  const asking = [ask(0), ask(1)];
  await clock.advance(5);
  asking.push(ask(2));
  await clock.run(Promise.all(asking));
  await Promise.all([ask(3), ask(4)]);
  expect(order).toStrictEqual([0, 1, 2, 3, 4]);
});
