import { describe, expect, test } from "vitest";
import { join, matched, testDomain } from "../../test/support/test-domain.ts";
import type { Store } from "./ports.ts";

const ON = { readReceipts: true, typing: true, presence: true };

describe("a person", () => {
  test("G14 is written once, however often they come back", async () => {
    const added: string[] = [];
    const counting = (store: Store): Store => ({
      ...store,
      people: {
        ...store.people,
        add: (person) => {
          added.push(person.id);
          return store.people.add(person);
        },
      },
    });
    const { people } = testDomain({ around: counting });
    for (const name of ["Ann", "Ann", "Another"]) await people.register({ id: "ann", name, image: null });
    expect(added).toStrictEqual(["ann"]);
  });

  test("begins with a name and everything on; registering again changes nothing", async () => {
    const { people } = testDomain();
    await people.register({ id: "ann", name: "Ann", image: "https://example.org/a.png" });
    await people.update("ann", { bio: "hello" });
    await people.register({ id: "ann", name: "Another", image: null });
    expect(await people.me("ann")).toStrictEqual({
      id: "ann",
      name: "Ann",
      image: "https://example.org/a.png",
      bio: "hello",
      settings: ON,
    });
  });

  test("changes what is given and nothing else", async () => {
    const domain = testDomain();
    await join(domain, "ann");
    const { people } = domain;
    expect(await people.update("ann", { name: "Ann B." })).toMatchObject({
      name: "Ann B.",
      bio: null,
      settings: ON,
    });
    expect(await people.update("ann", { bio: "hello" })).toMatchObject({ name: "Ann B.", bio: "hello" });
    expect(await people.update("ann", { bio: null })).toMatchObject({ name: "Ann B.", bio: null });
    expect(await people.update("ann", {})).toMatchObject({ name: "Ann B.", bio: null, settings: ON });
    const settings = { readReceipts: false };
    expect(await people.update("ann", { settings })).toMatchObject({
      settings: { ...ON, readReceipts: false },
    });
    expect(await people.me("ann")).toMatchObject({
      name: "Ann B.",
      settings: { ...ON, readReceipts: false },
    });
  });

  test("two changes of settings at once do not undo each other", async () => {
    const domain = testDomain({ faults: { latency: () => 5 } });
    await domain.clock.run(join(domain, "ann"));
    const changes = [{ readReceipts: false }, { typing: false }, { presence: false }];
    await domain.clock.run(Promise.all(changes.map((settings) => domain.people.update("ann", { settings }))));
    expect(await domain.clock.run(domain.people.me("ann"))).toMatchObject({
      settings: { readReceipts: false, typing: false, presence: false },
    });
  });

  test("who is not there is not found", async () => {
    const { people } = testDomain();
    await expect(people.me("nobody")).rejects.toMatchObject({ code: "not_found" });
    await expect(people.update("nobody", { name: "x" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("people to decide on", () => {
  test("are those not liked, passed or matched, without oneself, in pages and without their settings", async () => {
    const domain = testDomain();
    await join(domain, "ann", "bob", "cyd", "dan", "eve", "fay");
    await domain.people.like("ann", "bob");
    await domain.people.pass("ann", "cyd");
    await matched(domain, "ann", "dan");
    const first = await domain.people.undecided("ann", { limit: 1 });
    expect(first.people).toStrictEqual([{ id: "eve", name: "eve's name", image: null, bio: null }]);
    const rest = await domain.people.undecided("ann", { limit: 5, cursor: first.nextCursor ?? "none" });
    expect(rest).toMatchObject({ people: [{ id: "fay" }], nextCursor: null });
    expect((await domain.people.undecided("bob", { limit: 9 })).people).toHaveLength(5);
  });

  test("a cursor that is not ours is refused", async () => {
    const refused = testDomain().people.undecided("ann", { limit: 1, cursor: "mine" });
    await expect(refused).rejects.toMatchObject({ code: "validation_failed" });
  });
});

describe("liking", () => {
  test("one way makes no match and tells nobody", async () => {
    const domain = testDomain();
    await join(domain, "ann", "bob");
    for (let n = 0; n < 2; n += 1)
      expect(await domain.people.like("ann", "bob")).toStrictEqual({
        answer: { matched: false },
        created: false,
      });
    await domain.clock.runAll();
    expect(domain.fanout.order).toStrictEqual([]);
    expect(await domain.matches.list("ann", { limit: 1 })).toMatchObject({ matches: [] });
  });

  test("both ways makes a match of which both hear at once, and their lists after that", async () => {
    const domain = testDomain();
    await join(domain, "bob", "ann");
    await domain.people.like("bob", "ann");
    const { answer, created } = await domain.people.like("ann", "bob");
    expect(created).toBe(true);
    if (!answer.matched) throw new Error("no match");
    expect(answer.match).toMatchObject({ peer: { id: "bob" }, status: "open", head: 0, unreadCount: 0 });
    expect(answer.match.id).toMatch(/^[A-Za-z0-9_-]{21,64}$/);
    expect(domain.fanout.order).toStrictEqual(["new-notification → ann", "new-notification → bob"]);
    const { id: matchId } = answer.match;
    const news = { type: "match", matchId, unreadCount: 0 };
    expect(domain.fanout.said("new-notification", "ann")).toMatchObject([{ ...news, from: { id: "bob" } }]);
    expect(domain.fanout.said("new-notification", "bob")).toMatchObject([{ ...news, from: { id: "ann" } }]);
    await domain.clock.runAll();
    expect(domain.fanout.said("conversation-updated", "ann")).toStrictEqual([answer.match]);
    expect(domain.fanout.said("conversation-updated", "bob")).toMatchObject([
      { id: matchId, peer: { id: "ann" } },
    ]);
    expect(await domain.store.matches.find(matchId)).toMatchObject({ members: ["ann", "bob"] });
  });

  test("again changes nothing: the same match, told to nobody", async () => {
    const domain = testDomain();
    const matchId = await matched(domain);
    for (const [from, to] of [["ann", "bob"] as const, ["bob", "ann"] as const])
      expect(await domain.people.like(from, to)).toMatchObject({
        answer: { matched: true, match: { id: matchId, peer: { id: to } } },
        created: false,
      });
    await domain.clock.runAll();
    expect(domain.fanout.order).toStrictEqual([]);
  });

  test("from both sides at the same moment makes one match, told once", async () => {
    const domain = testDomain({ faults: { latency: () => 5 } });
    await domain.clock.run(join(domain, "ann", "bob"));
    const both = [domain.people.like("ann", "bob"), domain.people.like("bob", "ann")];
    const answers = await domain.clock.run(Promise.all(both));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(domain.fanout.said("new-notification")).toHaveLength(2);
  });

  test("oneself is refused, and somebody unknown is not found", async () => {
    const domain = testDomain();
    await join(domain, "ann");
    for (const decide of [domain.people.like, domain.people.pass].map((of) => of.bind(domain.people))) {
      await expect(decide("ann", "ann")).rejects.toMatchObject({
        code: "validation_failed",
        fields: [{ path: "userId" }],
      });
      await expect(decide("ann", "nobody")).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("a pass keeps a match from being made until it becomes a like", async () => {
    const domain = testDomain();
    await join(domain, "ann", "bob");
    await domain.people.pass("ann", "bob");
    expect(await domain.people.like("bob", "ann")).toMatchObject({ answer: { matched: false } });
    expect(await domain.people.like("ann", "bob")).toMatchObject({
      answer: { matched: true },
      created: true,
    });
  });
});
