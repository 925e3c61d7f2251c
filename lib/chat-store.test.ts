import { describe, expect, test } from "vitest";
import { M, openPair, openWorld, states, texts } from "./support/pair.ts";

describe("a message", () => {
  test("is on screen at once, then in the log, then at the peer, then read", async () => {
    const { world, ann, bob } = await openPair();
    ann.chat.actions.send(M, "hello");
    expect([texts(ann.chat), states(ann.chat)]).toEqual([["hello"], ["sending"]]);
    await world.clock.advance(1_000);
    expect(states(ann.chat)).toEqual(["delivered"]);
    expect(texts(bob.chat)).toEqual(["hello"]);
    expect(bob.chat.getState().unreadTotal).toBe(1);
    bob.chat.actions.seen(M, 1);
    expect(bob.chat.getState().unreadTotal).toBe(0);
    await world.clock.advance(1_000);
    expect(states(ann.chat)).toEqual(["read"]);
  });

  test("U19 that was read counts as read also when the page is left at once", async () => {
    const { world, ann, bob } = await openPair();
    ann.chat.actions.send(M, "hello");
    await world.clock.advance(1_000);
    bob.chat.actions.seen(M, 1);
    bob.set({ visible: false });
    // The browser ends what it is doing, and no timer runs any more.
    await new Promise(setImmediate);
    bob.kill();
    await world.clock.advance(1_000);
    expect(states(ann.chat)).toEqual(["read"]);
  });

  test("U30 U40 taken back to be changed is kept as a draft at once", async () => {
    const world = openWorld();
    world.server.match(M, ["ann", "bob"]);
    const browser = world.browser("ann");
    const { chat, set } = browser.tab();
    void chat.actions.start();
    await world.clock.advance(1_000);
    set({ online: false });
    chat.actions.openConversation(M);
    chat.actions.send(M, "helo");
    await world.clock.advance(1_000);
    chat.actions.editUnsent(M, chat.getState().conversations.get(M)?.items[0]?.clientMessageId ?? "");
    const { outbox, drafts } = await browser.storage.load("ann");
    expect([outbox, drafts]).toEqual([[], [{ matchId: M, text: "helo" }]]);
  });

  test("U26 keeps its key from the first moment on", async () => {
    const { world, ann } = await openPair();
    ann.chat.actions.send(M, "hello");
    const key = ann.chat.getState().conversations.get(M)?.items[0]?.key;
    await world.clock.advance(1_000);
    expect(ann.chat.getState().conversations.get(M)?.items[0]).toMatchObject({ key, seq: 1 });
  });

  test("U29 waits without a network and goes out in order when it is back", async () => {
    const { world, ann, bob } = await openPair();
    world.link.dead.add("ann");
    world.link.cut("ann");
    ann.set({ online: false });
    for (const text of ["one", "two", "three"]) ann.chat.actions.send(M, text);
    await world.clock.advance(60_000);
    expect([states(ann.chat), ann.chat.getState().connection]).toEqual([
      ["waiting", "waiting", "waiting"],
      "offline",
    ]);
    expect(ann.chat.counters.sends).toBe(0);
    world.link.dead.delete("ann");
    ann.set({ online: true });
    await world.clock.advance(10_000);
    expect(texts(bob.chat)).toEqual(["one", "two", "three"]);
    expect(states(ann.chat)).toEqual(["delivered", "delivered", "delivered"]);
  });

  test("that is refused says why and does not hold up the next (U30)", async () => {
    const { world, ann, bob } = await openPair();
    world.server.end("bob", M);
    ann.chat.actions.send(M, "too late");
    await world.clock.advance(2_000);
    const item = ann.chat.getState().conversations.get(M)?.items.at(-1);
    expect(item?.sendState).toEqual({ kind: "failed", code: "match_closed" });
    expect(ann.chat.getState().list.entries[0]).toMatchObject({ failed: true, match: { status: "closed" } });
    expect(ann.chat.actions.discardSend(M, item?.clientMessageId ?? "")).toBe("too late");
    expect([texts(ann.chat), texts(bob.chat)]).toEqual([[], []]);
  });

  test("F47 survives the tab that was closed between sending and the answer, once", async () => {
    const world = openWorld();
    world.server.match(M, ["ann", "bob"]);
    const browser = world.browser("ann");
    const first = browser.tab();
    void first.chat.actions.start();
    await world.clock.advance(1_000);
    first.chat.actions.openConversation(M);
    await world.clock.advance(1_000);
    world.link.faults = { ...world.link.faults, delay: 400 };
    first.chat.actions.send(M, "hello");
    while (world.server.conversations.get(M)?.events.length === 0) await world.clock.advance(1);
    first.kill();
    const second = browser.tab();
    void second.chat.actions.start();
    await world.clock.advance(1);
    second.chat.actions.openConversation(M);
    await world.clock.advance(10_000);
    expect(world.server.conversations.get(M)?.events.length).toBe(1);
    expect([texts(second.chat), states(second.chat)]).toEqual([["hello"], ["sent"]]);
  });

  test("F23 whose answer was lost is sent again and stored once", async () => {
    const { world, ann, bob } = await openPair();
    world.link.faults = { ...world.link.faults, lostCalls: 0.7, lostPushes: 1 };
    for (let count = 0; count < 10; count += 1) ann.chat.actions.send(M, `text ${count}`);
    await world.clock.advance(120_000);
    world.link.faults = { ...world.link.faults, lostCalls: 0, lostPushes: 0 };
    await world.clock.advance(90_000);
    const written = Array.from({ length: 10 }, (_, index) => `text ${index}`);
    expect(world.server.conversations.get(M)?.events.length).toBe(10);
    expect([texts(ann.chat), texts(bob.chat)]).toEqual([written, written]);
    expect(ann.chat.counters.sendRetries).toBeGreaterThan(0);
  });
});

test("U75 who is online is known again after a short time without the network, and not after the socket is lost", async () => {
  const { world, ann } = await openPair();
  const bobIsOnline = () => ann.chat.getState().list.entries[0]?.peerOnline;
  const told = { userId: "bob", online: true, lastSeen: null };
  world.server.hint({ userId: "ann" }, "presence", told);
  await world.clock.advance(3_000);
  const seen = [bobIsOnline()];
  for (const online of [false, true]) {
    ann.set({ online });
    await world.clock.advance(3_000);
    seen.push(bobIsOnline());
  }
  ann.set({ online: false });
  world.link.cut("ann");
  await world.clock.advance(3_000);
  ann.set({ online: true });
  await world.clock.advance(0);
  seen.push(bobIsOnline());
  expect(seen).toEqual([true, false, true, false]);
});

test("U70 a kept page shows at once and goes on from where it was kept, by what other devices wrote too", async () => {
  const world = openWorld();
  world.server.match(M, ["ann", "bob"]);
  world.server.send("ann", M, { content: "kept", clientMessageId: "annes-first" });
  const browser = world.browser("ann");
  const before = browser.tab();
  void before.chat.actions.start();
  await world.clock.advance(1_000);
  before.chat.actions.openConversation(M);
  await world.clock.advance(3_000);
  before.kill();
  world.server.send("ann", M, { content: "from the phone", clientMessageId: "annes-second" });
  const { chat } = browser.tab();
  void chat.actions.start();
  await world.clock.advance(1_000);
  chat.actions.openConversation(M);
  await world.clock.advance(1);
  expect(texts(chat)?.[0]).toBe("kept");
  await world.clock.advance(1_000);
  expect(texts(chat)).toEqual(["kept", "from the phone"]);
});

test("U18 U01 a conversation opens at its divider, also far above the newest page, and leads on to the end", async () => {
  const world = openWorld();
  world.server.match(M, ["ann", "bob"]);
  for (let count = 1; count <= 300; count += 1)
    world.server.send("bob", M, { content: `text ${count}`, clientMessageId: `bobs-${count}-th` });
  world.server.read("ann", M, 100);
  const { chat } = world.browser("ann").tab();
  void chat.actions.start();
  await world.clock.advance(1_000);
  expect(chat.getState().unreadTotal).toBe(200);
  chat.actions.openConversation(M);
  await world.clock.advance(1_000);
  const opened = chat.getState().conversations.get(M);
  expect([opened?.firstUnreadSeq, opened?.hasNewer, opened?.hasOlder]).toEqual([101, true, true]);
  expect(opened?.items.some((item) => item.seq === 101)).toBe(true);
  while (chat.getState().conversations.get(M)?.hasNewer) await world.clock.run(chat.actions.loadNewer(M));
  expect(chat.getState().conversations.get(M)?.items.at(-1)?.seq).toBe(300);
  chat.actions.send(M, "reply");
  expect(chat.getState().conversations.get(M)?.firstUnreadSeq).toBeUndefined();
});

test("U75 U76 a lost socket is told after five seconds, a lost network at once", async () => {
  const { world, ann } = await openPair();
  const connection = () => ann.chat.getState().connection;
  world.link.dead.add("ann");
  world.link.cut("ann");
  // A document that comes and goes does not begin the five seconds anew.
  await world.clock.advance(3_000);
  for (const visible of [false, true, false, true]) ann.set({ visible });
  const waiting = world.clock.pending;
  for (const visible of [false, true, false, true]) ann.set({ visible });
  expect(world.clock.pending).toBeLessThanOrEqual(waiting);
  await world.clock.advance(1_900);
  expect(connection()).toBe("online");
  await world.clock.advance(200);
  expect(connection()).toBe("reconnecting");
  ann.set({ online: false });
  await world.clock.advance(1);
  expect(connection()).toBe("offline");
  world.link.dead.delete("ann");
  ann.set({ online: true });
  await world.clock.advance(5_000);
  expect(connection()).toBe("online");
});

test("F49 a network that comes and goes a hundred times leaves no timers and one connection", async () => {
  const { world, ann } = await openPair();
  await world.clock.advance(30_000);
  const before = world.clock.pending;
  for (let round = 0; round < 100; round += 1) {
    ann.set({ online: false });
    await world.clock.advance(300);
    ann.set({ online: true });
    await world.clock.advance(300);
  }
  await world.clock.advance(30_000);
  expect(world.link.openConnections).toBe(2);
  expect(world.clock.pending).toBeLessThanOrEqual(before + 2);
});

test("U57 typing is told sparingly, ends by itself, and is believed for six seconds", async () => {
  const { world, ann, bob } = await openPair();
  const typing = () => bob.chat.getState().conversations.get(M)?.peerTyping;
  ann.chat.actions.signalTyping(M, true);
  await world.clock.advance(100);
  expect(typing()).toBe(true);
  await world.clock.advance(5_100);
  expect(typing()).toBe(false);
  ann.chat.actions.signalTyping(M, true);
  await world.clock.advance(100);
  world.link.dead.add("ann");
  world.link.cut("ann");
  await world.clock.advance(5_800);
  expect(typing()).toBe(true);
  await world.clock.advance(200);
  expect(typing()).toBe(false);
});

test("waking from sleep asks for news at once", async () => {
  const { world, ann } = await openPair();
  const before = ann.chat.counters.syncs;
  world.clock.jump(3_600_000);
  await world.clock.advance(5_100);
  expect(ann.chat.counters.syncs).toBeGreaterThan(before);
});
