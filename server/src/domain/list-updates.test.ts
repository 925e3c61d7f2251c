import { describe, expect, test } from "vitest";
import { RecordingFanout } from "../../test/support/recording-fanout.ts";
import { matched, quiet, type TestDomain, testDomain } from "../../test/support/test-domain.ts";
import { Background } from "./background.ts";
import { ListUpdates } from "./list-updates.ts";
import { MatchViews } from "./match-views.ts";

const say = (domain: TestDomain, matchId: string, content = "x") =>
  domain.conversations.send("ann", { matchId, content });

describe("conversation-updated", () => {
  test("comes at most four times a second for one person and match, and the last one is the latest state", async () => {
    const domain = testDomain();
    const matchId = await matched(domain);
    for (let n = 0; n < 100; n += 1) {
      await say(domain, matchId);
      await domain.clock.advance(10);
    }
    expect(domain.fanout.said("conversation-updated", "bob").length).toBeLessThanOrEqual(4);
    await domain.clock.runAll();
    const told = domain.fanout.said("conversation-updated", "bob");
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.at(-1)).toStrictEqual(await domain.matches.get("bob", matchId));
    expect(told.at(-1)).toMatchObject({ head: 100, unreadCount: 100 });
  });

  test("is what each of the two sees", async () => {
    const domain = testDomain();
    const matchId = await matched(domain);
    await say(domain, matchId);
    await domain.clock.runAll();
    for (const userId of ["ann", "bob"])
      expect(domain.fanout.said("conversation-updated", userId)).toStrictEqual([
        await domain.matches.get(userId, matchId),
      ]);
  });

  test("of one match does not hold back another's", async () => {
    const domain = testDomain();
    const one = await matched(domain);
    const other = await matched(domain, "ann", "cyd");
    await say(domain, one);
    await say(domain, other);
    await domain.clock.advance(250);
    expect(domain.fanout.said("conversation-updated", "ann").map(({ id }) => id)).toStrictEqual([one, other]);
  });

  test("never tells an older state last, however slow the store is", async () => {
    let latency = 0;
    const domain = testDomain({ faults: { latency: () => latency } });
    const matchId = await domain.clock.run(matched(domain));
    await quiet(domain);
    const heads: number[] = [];
    for (latency of [2_000, 400, 1]) {
      await domain.clock.run(say(domain, matchId));
      await domain.clock.advance(251);
    }
    await domain.clock.runAll();
    for (const { head } of domain.fanout.said("conversation-updated", "bob")) heads.push(head);
    expect(heads).toStrictEqual([...heads].sort());
    expect(heads.at(-1)).toBe(3);
  });

  test("is told again when something changed while it was being read", async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const domain = testDomain({
      around: (store) => ({
        ...store,
        matches: {
          ...store.matches,
          summary: async (match) => {
            const summary = await store.matches.summary(match);
            await meanwhile?.();
            return summary;
          },
        },
      }),
    });
    const matchId = await matched(domain);
    meanwhile = () => {
      meanwhile = undefined;
      return say(domain, matchId);
    };
    await say(domain, matchId);
    await domain.clock.advance(250);
    expect(domain.fanout.said("conversation-updated", "bob")).toMatchObject([{ head: 1 }]);
    await domain.clock.runAll();
    expect(domain.fanout.said("conversation-updated", "bob")).toMatchObject([{ head: 1 }, { head: 2 }]);
  });

  test("leaves no timer behind, and none starts after the domain was stopped", async () => {
    const domain = testDomain();
    const matchId = await matched(domain);
    await say(domain, matchId);
    expect(domain.clock.pending).toBe(1);
    await domain.stop();
    expect(domain.clock.pending).toBe(0);
    await say(domain, matchId);
    expect(domain.clock.pending).toBe(0);
    expect(domain.fanout.said("conversation-updated")).toStrictEqual([]);
  });

  test("G14 when too many matches wait, further ones are left out and heard of", () => {
    const { store, clock } = testDomain();
    const errors: unknown[] = [];
    const background = new Background({ onError: (error) => errors.push(error) });
    const views = new MatchViews({ people: store.people });
    const updates = new ListUpdates({ store, fanout: new RecordingFanout(), clock, views, background });
    for (let n = 0; n < 20_001; n += 1)
      updates.changed({ id: `m${n}`, members: ["ann", "bob"], createdAt: 0 });
    updates.changed({ id: "m0", members: ["ann", "bob"], createdAt: 0 });
    expect(errors).toHaveLength(1);
    expect(clock.pending).toBe(20_000);
    updates.stop();
    expect(clock.pending).toBe(0);
  });
});
