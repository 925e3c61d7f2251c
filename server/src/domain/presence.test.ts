import { describe, expect, test } from "vitest";
import { join, matched, testDomain } from "../../test/support/test-domain.ts";
import type { Whereabouts } from "./ports.ts";

/** ann, who is matched with bob and cyd; dan, who is matched with nobody. */
async function people(options: Parameters<typeof testDomain>[0] = {}) {
  const domain = testDomain(options);
  await join(domain, "dan");
  const withBob = await matched(domain);
  await matched(domain, "ann", "cyd");
  const { clock, fanout, presence } = domain;
  const connect = async (userId: string) => {
    // A session of its own, heard of as if by all.
    presence.connected(userId, (state) => fanout.toPerson(userId, "presence", state));
    await domain.idle();
  };
  const told = () =>
    (["ann", "bob", "cyd", "dan"] as const).flatMap((to) =>
      fanout.said("presence", to).map(({ userId, online }) => `${to}: ${userId} ${online ? "on" : "off"}`),
    );
  const heard = () => {
    const all = told();
    fanout.clear();
    return all;
  };
  return { ...domain, clock, fanout, presence, withBob, connect, heard };
}

const on = (userId: string) => ({ userId, online: true, lastSeen: null });

test("that somebody came is told to their peers, and who is here is told to them", async () => {
  const { connect, heard, fanout } = await people();
  await connect("bob");
  expect(heard()).toStrictEqual(["ann: bob on"]);
  await connect("ann");
  expect(fanout.said("presence", "bob")).toStrictEqual([on("ann")]);
  expect(heard()).toStrictEqual(["ann: bob on", "bob: ann on", "cyd: ann on"]);
});

test("another session is told who is here, itself alone, and is news to nobody", async () => {
  const { connect, heard, presence, idle } = await people();
  await connect("bob");
  await connect("ann");
  heard();
  const told: unknown[] = [];
  presence.connected("ann", (state) => told.push(state));
  await idle();
  expect(told).toStrictEqual([on("bob")]);
  expect(heard()).toStrictEqual([]);
});

test("only the last session that ends begins the grace, after which peers are told since when", async () => {
  const { connect, presence, clock, heard, fanout } = await people();
  for (const userId of ["bob", "ann", "ann"]) await connect(userId);
  heard();
  presence.disconnected("ann");
  await clock.advance(60_000);
  expect(heard()).toStrictEqual([]);
  const left = new Date(clock.now()).toISOString();
  presence.disconnected("ann");
  await clock.advance(9_999);
  expect(await presence.of(["ann"])).toStrictEqual([on("ann")]);
  expect(heard()).toStrictEqual([]);
  await clock.advance(1);
  expect(fanout.said("presence", "bob")).toStrictEqual([{ userId: "ann", online: false, lastSeen: left }]);
  expect(heard()).toStrictEqual(["bob: ann off", "cyd: ann off"]);
});

test("a reload within the grace is news to nobody, however often", async () => {
  const { connect, presence, clock, heard } = await people();
  await connect("ann");
  heard();
  for (let n = 0; n < 5; n += 1) {
    presence.disconnected("ann");
    await clock.advance(9_000);
    await connect("ann");
  }
  await clock.runAll();
  expect(heard()).toStrictEqual([]);
  presence.disconnected("ann");
  await clock.runAll();
  expect(heard()).toStrictEqual(["bob: ann off", "cyd: ann off"]);
});

test("somebody who comes learns since when a peer is away", async () => {
  const { connect, presence, clock, fanout } = await people();
  await connect("bob");
  const left = new Date(clock.now()).toISOString();
  presence.disconnected("bob");
  await clock.runAll();
  fanout.clear();
  await connect("ann");
  expect(fanout.said("presence", "ann")).toStrictEqual([{ userId: "bob", online: false, lastSeen: left }]);
});

test("two who are here and match are told of each other, when both give presence", async () => {
  const { connect, idle, heard, people: persons } = await people();
  await persons.update("bob", { settings: { presence: false } });
  for (const userId of ["ann", "bob", "dan"]) await connect(userId);
  heard();
  for (const other of ["ann", "bob"]) {
    await persons.like(other, "dan");
    await persons.like("dan", other);
  }
  await idle();
  expect(heard().sort()).toStrictEqual(["ann: dan on", "dan: ann on"]);
});

test("more ends than beginnings do no harm", async () => {
  const { connect, presence, clock, heard } = await people();
  presence.disconnected("ann");
  await connect("ann");
  presence.disconnected("ann");
  presence.disconnected("ann");
  await clock.runAll();
  await connect("ann");
  expect(heard()).toStrictEqual([
    "bob: ann on",
    "bob: ann off",
    "bob: ann on",
    "cyd: ann on",
    "cyd: ann off",
    "cyd: ann on",
  ]);
  expect(await presence.of(["ann"])).toStrictEqual([on("ann")]);
});

test("of says who is here and when others were last, as far as is known", async () => {
  const { connect, presence, clock } = await people();
  await connect("ann");
  await connect("bob");
  const left = new Date(clock.now()).toISOString();
  presence.disconnected("bob");
  await clock.runAll();
  expect(await presence.of(["ann", "bob", "cyd"])).toStrictEqual([
    on("ann"),
    { userId: "bob", online: false, lastSeen: left },
    { userId: "cyd", online: false, lastSeen: null },
  ]);
});

describe("U24 is reciprocal", () => {
  test("who does not give presence neither is seen nor sees", async () => {
    const { people: persons, connect, presence, clock, heard } = await people();
    await persons.update("bob", { settings: { presence: false } });
    await clock.runAll();
    heard();
    for (const userId of ["cyd", "bob", "ann"]) await connect(userId);
    presence.disconnected("bob");
    presence.disconnected("ann");
    await clock.runAll();
    expect(heard()).toStrictEqual(["ann: cyd on", "ann: cyd on", "cyd: ann on", "cyd: ann off"]);
  });

  test("switching it off makes one look away to peers, without saying since when; switching it on shows again", async () => {
    const { people: persons, connect, clock, heard, fanout } = await people();
    await connect("ann");
    await connect("bob");
    heard();
    await persons.update("bob", { settings: { presence: false } });
    await clock.runAll();
    expect(fanout.said("presence", "ann")).toStrictEqual([{ userId: "bob", online: false, lastSeen: null }]);
    heard();
    await persons.update("bob", { name: "Bob" });
    await clock.runAll();
    expect(heard()).toStrictEqual([]);
    await persons.update("bob", { settings: { presence: true } });
    await clock.runAll();
    expect(heard()).toStrictEqual(["ann: bob on", "bob: ann on"]);
  });
});

test("G13 peers of a match that has ended hear nothing more", async () => {
  const { connect, heard, matches, withBob } = await people();
  await matches.end("bob", withBob);
  await connect("bob");
  await connect("ann");
  expect(heard()).toStrictEqual(["cyd: ann on"]);
});

test("G14 of many peers those with the latest activity are told, two hundred at most", async () => {
  const domain = testDomain();
  const peers = Array.from({ length: 201 }, (_, n) => `peer${n}`);
  for (const peer of peers) await matched(domain, "ann", peer);
  domain.presence.connected("ann", () => {});
  await domain.idle();
  expect(domain.fanout.said("presence")).toHaveLength(200);
  expect(domain.fanout.said("presence", "peer0")).toHaveLength(0);
});

test("what is told is the state of that moment, however slow the store was", async () => {
  let latency = 0;
  const { presence, clock, fanout } = await people({ faults: { latency: () => latency } });
  latency = 20_000;
  presence.connected("ann", () => {});
  presence.disconnected("ann");
  await clock.advance(15_000);
  latency = 0;
  await clock.runAll();
  expect(fanout.said("presence", "bob").at(-1)).toMatchObject({ userId: "ann", online: false });
  expect(fanout.said("presence", "bob")).not.toContainEqual(on("ann"));
});

test("G9 a store that fails is heard of and changes nothing about who is here", async () => {
  const errors: unknown[] = [];
  const { presence, clock, ...domain } = await people({
    onError: (error) => errors.push(error),
    around: (store) => ({
      ...store,
      matches: { ...store.matches, openPeers: () => Promise.reject(new Error("no store")) },
    }),
  });
  presence.connected("ann", () => {});
  await domain.idle();
  expect(errors).toHaveLength(1);
  expect(await presence.of(["ann"])).toStrictEqual([on("ann")]);
  presence.disconnected("ann");
  await domain.stop();
  expect(clock.pending).toBe(0);
});

describe("with other nodes", () => {
  /** A deployment in which these people have sessions elsewhere. */
  function withElsewhere(...userIds: string[]) {
    const elsewhere = new Set(userIds);
    const said: string[] = [];
    const whereabouts: Whereabouts = {
      came: async (userId) => void said.push(`came ${userId}`),
      went: async (userId) => void said.push(`went ${userId}`),
      elsewhere: async (asked) => new Set(asked.filter((userId) => elsewhere.has(userId))),
      onLost: () => {},
    };
    return { elsewhere, said, whereabouts };
  }

  test("only the first session here that begins and the last one that ends are told to them", async () => {
    const { said, whereabouts } = withElsewhere();
    const { connect, presence, clock } = await people({ whereabouts });
    await connect("ann");
    await connect("ann");
    presence.disconnected("ann");
    presence.disconnected("ann");
    expect(said).toStrictEqual(["came ann"]);
    await clock.advance(10_000);
    expect(said).toStrictEqual(["came ann", "went ann"]);
  });

  test("somebody who comes learns of peers who are elsewhere", async () => {
    const { whereabouts } = withElsewhere("bob");
    const { connect, heard } = await people({ whereabouts });
    await connect("ann");
    expect(heard()).toStrictEqual(["ann: bob on", "bob: ann on", "cyd: ann on"]);
  });

  test("who leaves here and is elsewhere has not gone", async () => {
    const { elsewhere, whereabouts } = withElsewhere();
    const { connect, presence, clock, heard } = await people({ whereabouts });
    await connect("ann");
    heard();
    elsewhere.add("ann");
    presence.disconnected("ann");
    await clock.advance(60_000);
    expect(heard()).toStrictEqual([]);
    expect(await presence.of(["ann"])).toStrictEqual([on("ann")]);
  });

  test("who was lost with their node has gone unless they come back in time, wherever", async () => {
    const { elsewhere, whereabouts } = withElsewhere();
    const { connect, presence, clock, heard } = await people({ whereabouts });
    presence.lost(["nobody-we-know", "ann", "bob", "cyd"]);
    await connect("bob");
    elsewhere.add("cyd");
    heard();
    await clock.advance(9_999);
    expect(heard()).toStrictEqual([]);
    await clock.advance(1);
    expect(heard()).toStrictEqual(["bob: ann off", "cyd: ann off"]);
  });
});
