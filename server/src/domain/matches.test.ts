import { describe, expect, test } from "vitest";
import { MemoryData } from "../../test/support/memory-data.ts";
import { matched, quiet, testDomain } from "../../test/support/test-domain.ts";

const ids = ({ matches }: { matches: { id: string }[] }) => matches.map(({ id }) => id);

describe("the list", () => {
  test("has one's matches as one sees them, latest activity first, in pages", async () => {
    const domain = testDomain();
    const [withBob, withCyd, withDan] = [
      await matched(domain),
      await matched(domain, "ann", "cyd"),
      await matched(domain, "dan", "ann"),
    ];
    await domain.conversations.send("bob", { matchId: withBob, content: "hello" });
    const first = await domain.matches.list("ann", { limit: 2 });
    expect(ids(first)).toStrictEqual([withBob, withDan]);
    expect(first.matches[0]).toMatchObject({
      peer: { id: "bob" },
      unreadCount: 1,
      lastMessage: { content: "hello" },
    });
    const rest = await domain.matches.list("ann", { limit: 2, cursor: first.nextCursor ?? "none" });
    expect(ids(rest)).toStrictEqual([withCyd]);
    expect(rest.nextCursor).toBeNull();
    expect(ids(await domain.matches.list("bob", { limit: 10 }))).toStrictEqual([withBob]);
  });

  test("G7 what changes while it is read comes with the next sync", async () => {
    let meanwhile = async () => {};
    const domain = testDomain({
      around: (store) => ({
        ...store,
        matches: {
          ...store.matches,
          list: async (...of) => {
            const page = await store.matches.list(...of);
            await meanwhile();
            return page;
          },
        },
      }),
    });
    const matchId = await matched(domain);
    meanwhile = async () => void (await domain.conversations.send("bob", { matchId, content: "meanwhile" }));
    const { token, matches } = await domain.matches.list("ann", { limit: 10 });
    expect(matches).toMatchObject([{ head: 0 }]);
    expect(await domain.matches.sync("ann", token)).toMatchObject({ matches: [{ id: matchId, head: 1 }] });
  });

  test("a cursor that is not ours is refused", async () => {
    const domain = testDomain();
    await matched(domain);
    await expect(domain.matches.list("ann", { limit: 10, cursor: "mine" })).rejects.toMatchObject({
      code: "validation_failed",
      fields: [{ path: "cursor" }],
    });
  });

  test("nobody's list is empty", async () => {
    expect(await testDomain().matches.list("nobody", { limit: 10 })).toMatchObject({
      matches: [],
      nextCursor: null,
    });
  });
});

describe("one match", () => {
  test("is seen by its members alone (G11)", async () => {
    const domain = testDomain();
    const matchId = await matched(domain);
    expect(await domain.matches.get("bob", matchId)).toMatchObject({ id: matchId, peer: { id: "ann" } });
    for (const [userId, id] of [["cyd", matchId] as const, ["ann", "no-such-match"] as const])
      for (const ask of [
        domain.matches.get(userId, id),
        domain.matches.end(userId, id),
        domain.matches.head(userId, id),
        domain.matches.requireMember(userId, id),
      ])
        await expect(ask).rejects.toMatchObject({ code: "not_found" });
    expect(await domain.matches.get("ann", matchId)).toMatchObject({ status: "open" });
  });

  test("has the head of the log, whichever node wrote it", async () => {
    const data = new MemoryData();
    const domain = testDomain({ data });
    const matchId = await matched(domain);
    const other = testDomain({ data, seed: 2 });
    expect(await domain.matches.head("ann", matchId)).toBe(0);
    await domain.conversations.send("ann", { matchId, content: "one" });
    await other.conversations.send("ann", { matchId, content: "two" });
    expect(await domain.matches.head("bob", matchId)).toBe(2);
  });
});

describe("ending a match", () => {
  test("G13 is one event, however often and by whomever, and both still read", async () => {
    const data = new MemoryData();
    const faults = { latency: () => 3 };
    const domain = testDomain({ data });
    const matchId = await matched(domain);
    await domain.conversations.send("ann", { matchId, content: "bye" });
    await quiet(domain);
    const { clock } = domain;
    const nodes = [2, 3].map((seed) => testDomain({ clock, data, seed, faults }));
    const ends = nodes.flatMap(({ matches }) => [matches.end("ann", matchId), matches.end("bob", matchId)]);
    await clock.run(Promise.all(ends));
    await clock.run(domain.matches.end("bob", matchId));
    await clock.runAll();
    expect(nodes.flatMap(({ fanout }) => fanout.said("conversation-event"))).toHaveLength(1);
    const { messages, head } = await domain.conversations.page("bob", matchId, { limit: 10 });
    expect(messages).toMatchObject([{ content: "bye" }]);
    expect(head).toBe(2);
    for (const userId of ["ann", "bob"])
      expect(await domain.matches.get(userId, matchId)).toMatchObject({ status: "closed" });
  });

  test("G2 that the store could not confirm is told, and is done by repeating it", async () => {
    let fault: "after its effect" | undefined = "after its effect";
    const domain = testDomain({ faults: { insert: () => fault } });
    const matchId = await matched(domain);
    await expect(domain.matches.end("ann", matchId)).rejects.toMatchObject({ code: "unavailable" });
    fault = undefined;
    await domain.matches.end("ann", matchId);
    expect(await domain.matches.get("ann", matchId)).toMatchObject({ status: "closed", head: 1 });
  });
});

describe("sync", () => {
  test("G7 tells what changed, once, and goes on from there", async () => {
    const domain = testDomain();
    const withBob = await matched(domain);
    const withCyd = await matched(domain, "ann", "cyd");
    const all = await domain.matches.sync("ann");
    if ("reset" in all) throw new Error("the beginning can always be served");
    expect(ids(all)).toStrictEqual([withBob, withCyd]);
    expect(all).toMatchObject({ epoch: domain.store.epoch, hasMore: false });
    await domain.conversations.send("bob", { matchId: withBob, content: "hello" });
    const next = await domain.matches.sync("ann", all.token);
    expect(next).toMatchObject({ matches: [{ id: withBob, unreadCount: 1 }], hasMore: false });
    expect(await domain.matches.sync("ann", "reset" in next ? "" : next.token)).toMatchObject({
      matches: [],
    });
  });

  test("G7 G15 tells to begin anew when the token is from before a restored backup, or is no token", async () => {
    const domain = testDomain();
    await matched(domain);
    const { token } = await domain.matches.list("ann", { limit: 1 });
    const restored = testDomain({ data: new MemoryData({ epoch: "another-epoch" }) });
    for (const since of [token, "no-token"])
      expect(await restored.matches.sync("ann", since)).toStrictEqual({ reset: true });
  });

  test("says when there is more than one answer holds", async () => {
    const domain = testDomain({
      around: (store) => ({
        ...store,
        matches: { ...store.matches, changed: (userId, since) => store.matches.changed(userId, since, 2) },
      }),
    });
    const made = [
      await matched(domain),
      await matched(domain, "ann", "cyd"),
      await matched(domain, "ann", "dan"),
    ];
    const first = await domain.matches.sync("ann");
    if ("reset" in first) throw new Error("the beginning can always be served");
    const second = await domain.matches.sync("ann", first.token);
    if ("reset" in second) throw new Error("a token of a page can always be served");
    expect([first.hasMore, second.hasMore]).toStrictEqual([true, false]);
    expect([...ids(first), ...ids(second)]).toStrictEqual(made);
  });
});
