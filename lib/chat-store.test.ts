import { afterEach, describe, expect, test } from "vitest";
import type { Chat } from "./chat-store.ts";
import { SOUND } from "./support/lossy-link.ts";
import { TestWorld } from "./support/test-browser.ts";

const M = "match-1";
let world = new TestWorld();
afterEach(() => world.close());

async function pair(seed = 1) {
  world = new TestWorld(seed);
  world.server.match(M, ["ann", "bob"]);
  const ann = world.browser("ann").tab();
  const bob = world.browser("bob").tab();
  for (const { chat } of [ann, bob]) void chat.actions.start();
  await world.clock.advance(1_000);
  for (const { chat } of [ann, bob]) chat.actions.openConversation(M);
  await world.clock.advance(1_000);
  return { ann, bob };
}

const texts = (chat: Chat, matchId = M) =>
  chat
    .getState()
    .conversations.get(matchId)
    ?.items.map((item) => item.content);
const states = (chat: Chat, matchId = M) =>
  chat
    .getState()
    .conversations.get(matchId)
    ?.items.map((item) => item.sendState?.kind);

describe("a message", () => {
  test("is on screen at once, then in the log, then at the peer, then read", async () => {
    const { ann, bob } = await pair();
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
    const { ann, bob } = await pair();
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
    world = new TestWorld();
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
    const { ann } = await pair();
    ann.chat.actions.send(M, "hello");
    const key = ann.chat.getState().conversations.get(M)?.items[0]?.key;
    await world.clock.advance(1_000);
    expect(ann.chat.getState().conversations.get(M)?.items[0]).toMatchObject({ key, seq: 1 });
  });

  test("U29 waits without a network and goes out in order when it is back", async () => {
    const { ann, bob } = await pair();
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
    const { ann, bob } = await pair();
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
    world = new TestWorld();
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
    const { ann, bob } = await pair();
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
  const { ann } = await pair();
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

describe("what was missed", () => {
  test("G8 a push that was lost with nothing after it comes within 30 s", async () => {
    const { ann, bob } = await pair();
    world.link.faults = { ...world.link.faults, lostPushes: 1 };
    ann.chat.actions.send(M, "hello");
    await world.clock.advance(30_100);
    expect(texts(bob.chat)).toEqual(["hello"]);
  });

  test("G8 a gap that shows is filled within 2 s, by one pull", async () => {
    const { ann, bob } = await pair();
    world.link.faults = { ...world.link.faults, lostPushes: 1 };
    ann.chat.actions.send(M, "lost");
    await world.clock.advance(100);
    world.link.faults = { ...world.link.faults, lostPushes: 0 };
    const before = bob.chat.counters.pulls;
    ann.chat.actions.send(M, "seen");
    await world.clock.advance(2_000);
    expect(texts(bob.chat)).toEqual(["lost", "seen"]);
    expect(bob.chat.counters.pulls - before).toBe(1);
  });

  test("U77 comes once and in order after a long time without a connection", async () => {
    const { ann, bob } = await pair();
    world.link.cut("bob");
    world.link.dead.add("bob");
    bob.set({ online: false });
    const written = Array.from({ length: 500 }, (_, index) => `text ${index}`);
    for (const text of written) ann.chat.actions.send(M, text);
    await world.clock.advance(120_000);
    world.link.dead.delete("bob");
    bob.set({ online: true });
    await world.clock.advance(5_000);
    expect(texts(bob.chat)).toEqual(written);
  });

  test("beyond what is worth fetching one by one is begun anew at its end, without a gap behind it", async () => {
    const { bob } = await pair();
    world.link.cut("bob");
    world.link.dead.add("bob");
    bob.set({ online: false });
    for (let count = 1; count <= 2_500; count += 1)
      world.server.send("bob", M, { content: `text ${count}`, clientMessageId: `from-the-phone-${count}` });
    world.link.dead.delete("bob");
    bob.set({ online: true });
    await world.clock.advance(5_000);
    expect(bob.chat.counters.pulls).toBeLessThan(3);
    expect(texts(bob.chat)?.at(-1)).toBe("text 2500");
    await world.clock.run(bob.chat.actions.loadOlder(M));
    const written = Array.from({ length: 100 }, (_, index) => `text ${2_401 + index}`);
    expect(texts(bob.chat)).toEqual(written);
  });

  test("in a restored backup is loaded anew, and what its sender lost is flagged (F63)", async () => {
    const { ann, bob } = await pair();
    for (const text of ["kept", "lost one", "lost two"]) ann.chat.actions.send(M, text);
    await world.clock.advance(2_000);
    world.server.restore(M, 1);
    await world.clock.advance(35_000);
    expect(texts(bob.chat)).toEqual(["kept"]);
    expect([texts(ann.chat), states(ann.chat)]).toEqual([
      ["kept", "lost one", "lost two"],
      ["delivered", "failed", "failed"],
    ]);
    for (const item of ann.chat.getState().conversations.get(M)?.items.slice(1) ?? [])
      ann.chat.actions.retrySend(M, item.clientMessageId);
    await world.clock.advance(5_000);
    expect(texts(bob.chat)).toEqual(["kept", "lost one", "lost two"]);
    expect(ann.chat.counters.resets).toBeGreaterThan(0);
  });
});

describe("tabs of one browser (F45)", () => {
  async function twoTabs() {
    world = new TestWorld();
    world.server.match(M, ["ann", "bob"]);
    const browser = world.browser("ann");
    const tabs = [browser.tab(), browser.tab()] as const;
    for (const { chat } of tabs) void chat.actions.start();
    await world.clock.advance(1_000);
    for (const { chat } of tabs) chat.actions.openConversation(M);
    await world.clock.advance(1_000);
    return { browser, leader: tabs[0], other: tabs[1] };
  }

  test("show the same, and only one of them sends", async () => {
    const { leader, other } = await twoTabs();
    other.chat.actions.send(M, "from the second");
    leader.chat.actions.send(M, "from the first");
    await world.clock.advance(2_000);
    expect(texts(leader.chat)).toEqual(texts(other.chat));
    expect(texts(leader.chat)?.length).toBe(2);
    expect([leader.chat.counters.sends, other.chat.counters.sends]).toEqual([2, 0]);
  });

  test("hand the outbox on when the sending one closes", async () => {
    const { leader, other } = await twoTabs();
    leader.kill();
    other.chat.actions.send(M, "hello");
    await world.clock.advance(2_000);
    expect(states(other.chat)).toEqual(["sent"]);
  });

  test("leave nothing behind: what a dying tab kept and could not tell of is sent by the leading one", async () => {
    const { browser, leader } = await twoTabs();
    const kept = { matchId: M, clientMessageId: "kept-by-a-dead-tab", content: "last words", replyTo: null };
    await browser.storage.putOutbox("ann", {
      ...kept,
      createdAt: "2026-11-22T12:00:00.000Z",
      order: 1,
      failed: null,
    });
    await world.clock.advance(32_000);
    expect([texts(leader.chat), states(leader.chat)]).toEqual([["last words"], ["sent"]]);
    expect((await browser.storage.load("ann")).outbox).toEqual([]);
  });

  test("tell each other what is stored, also when every push is lost", async () => {
    const { other } = await twoTabs();
    world.link.faults = { ...world.link.faults, lostPushes: 1 };
    other.chat.actions.send(M, "hello");
    await world.clock.advance(500);
    expect(states(other.chat)).toEqual(["sent"]);
  });

  test("share drafts and what was read", async () => {
    const { leader, other } = await twoTabs();
    world.server.send("bob", M, { content: "hi", clientMessageId: "bobs-first" });
    await world.clock.advance(1_000);
    leader.chat.actions.setDraft(M, "dear Bob");
    leader.chat.actions.seen(M, 1);
    await world.clock.advance(300);
    expect(other.chat.getState().list.entries[0]).toMatchObject({
      draft: "dear Bob",
      match: { unreadCount: 0 },
    });
  });

  test("show no draft any more as soon as it is a message", async () => {
    const { leader, other } = await twoTabs();
    other.chat.actions.setDraft(M, "dear Bob");
    await world.clock.advance(300);
    const draft = () => leader.chat.getState().list.entries[0]?.draft;
    expect(draft()).toBe("dear Bob");
    other.chat.actions.send(M, "dear Bob");
    await world.clock.advance(50);
    expect(draft()).toBe("");
  });

  test("U40 U43 keep what is written here while another tab sends: only what was sent goes", async () => {
    const { browser, leader, other } = await twoTabs();
    const drafts = () => [leader, other].map(({ chat }) => chat.getState().drafts.get(M));
    leader.chat.actions.setDraft(M, "from the one");
    leader.chat.actions.send(M, "from the one");
    other.chat.actions.setDraft(M, "from the other");
    await world.clock.advance(1_000);
    expect(drafts()).toEqual(["from the other", "from the other"]);

    other.chat.actions.setDraft(M, "from the other, and more");
    leader.chat.actions.setDraft(M, "from the one again");
    leader.chat.actions.send(M, "from the one again");
    await world.clock.advance(1_000);
    expect(drafts()).toEqual(["from the other, and more", "from the other, and more"]);
    const { drafts: kept } = await browser.storage.load("ann");
    expect(kept).toEqual([{ matchId: M, text: "from the other, and more" }]);
  });

  test("sign out together, and nothing of the person stays (R9)", async () => {
    const { browser, leader, other } = await twoTabs();
    other.chat.actions.setDraft(M, "secret");
    await world.clock.advance(1_000);
    expect(await world.clock.run(leader.chat.actions.signOut())).toEqual({ ok: true });
    await world.clock.advance(1_000);
    for (const { chat } of [leader, other])
      expect(chat.getState()).toMatchObject({ session: "signed-out", me: undefined, list: { entries: [] } });
    expect(world.link.openConnections).toBe(0);
    expect(await browser.storage.lastUser()).toBeUndefined();
    expect(await browser.storage.load("ann")).toEqual({ outbox: [], drafts: [], list: undefined });
  });

  test("that hear late of signing out keep what was written since by the same person (G1)", async () => {
    const { browser, leader, other } = await twoTabs();
    leader.set({ online: false });
    other.set({ online: false });
    leader.chat.actions.send(M, "written after signing in again");
    await world.clock.advance(100);
    browser.hear({ type: "signed-out" });
    await world.clock.advance(1_000);
    leader.set({ online: true });
    other.set({ online: true });
    await world.clock.advance(35_000);
    for (const { chat } of [leader, other]) {
      expect(chat.getState().session).toBe("signed-in");
      chat.actions.openConversation(M);
    }
    await world.clock.advance(1_000);
    expect([texts(leader.chat), states(leader.chat)]).toEqual([["written after signing in again"], ["sent"]]);
  });
});

describe("a session", () => {
  test("U79 that ends keeps draft and outbox, and goes on when the person is back", async () => {
    const { ann, bob } = await pair();
    world.server.signedOut.add("ann");
    ann.chat.actions.send(M, "unsent");
    ann.chat.actions.setDraft(M, "half a thou");
    await world.clock.advance(30_000);
    expect(ann.chat.getState()).toMatchObject({ session: "expired", conversations: expect.anything() });
    expect([texts(ann.chat), ann.chat.getState().drafts.get(M)]).toEqual([["unsent"], "half a thou"]);
    world.server.signedOut.delete("ann");
    void ann.chat.actions.start();
    await world.clock.advance(5_000);
    expect([ann.chat.getState().session, texts(bob.chat)]).toEqual(["signed-in", ["unsent"]]);
  });

  test("that ends because it is signed out everywhere never looks as if it had ended by itself", async () => {
    const { ann } = await pair();
    const seen = new Set<string>();
    ann.chat.subscribe(() => seen.add(ann.chat.getState().session));
    world.link.faults = { ...SOUND, delay: 60_000 };
    const signingOut = ann.chat.actions.signOut({ everywhere: true });
    // The server has ended every session, and its answer is on the way.
    world.link.faults = SOUND;
    world.server.signedOut.add("ann");
    ann.set({ visible: true });
    expect(await world.clock.run(signingOut)).toEqual({ ok: true });
    await world.clock.advance(10_000);
    expect([...seen]).not.toContain("expired");
    expect(ann.chat.getState().session).toBe("signed-out");
  });

  test("that is signed out before what is kept has been read ends all the same (R9)", async () => {
    world = new TestWorld();
    world.server.match(M, ["ann", "bob"]);
    const browser = world.browser("ann");
    const before = browser.tab();
    void before.chat.actions.start();
    await world.clock.advance(5_000);
    before.kill();
    const { chat } = browser.tab();
    void chat.actions.start();
    await world.clock.run(chat.actions.signOut());
    await world.clock.advance(10_000);
    expect(chat.getState()).toMatchObject({ session: "signed-out", me: undefined });
    expect(await browser.storage.lastUser()).toBeUndefined();
  });

  test("that is renewed never looks as if it had ended by itself, and what was written meanwhile goes out (U79)", async () => {
    const { ann, bob } = await pair();
    const seen = new Set<string>();
    ann.chat.subscribe(() => seen.add(ann.chat.getState().session));
    const renewal = ann.chat.actions.renewSession(async () => {
      // The server has ended every session, and its answer with the new one is on the way.
      world.server.signedOut.add("ann");
      ann.chat.actions.send(M, "while it changed");
      ann.set({ visible: true });
      await new Promise<void>((resolve) => world.clock.after(5_000, resolve));
      world.server.signedOut.delete("ann");
      return { ok: true, value: undefined };
    });
    expect(await world.clock.run(renewal)).toEqual({ ok: true });
    await world.clock.advance(5_000);
    expect([...seen]).toEqual(["signed-in"]);
    expect(texts(bob.chat)).toEqual(["while it changed"]);
  });

  test("that is not renewed, as by a wrong password, goes on", async () => {
    const { ann, bob } = await pair();
    const refusal = {
      ok: false,
      code: "wrong_password",
      detail: "wrong",
      retry: false,
      retryAfter: undefined,
    } as const;
    expect(await world.clock.run(ann.chat.actions.renewSession(async () => refusal))).toEqual(refusal);
    ann.chat.actions.send(M, "still here");
    await world.clock.advance(5_000);
    expect([ann.chat.getState().connection, texts(bob.chat)]).toEqual(["online", ["still here"]]);
  });

  test("that could not be signed out goes on", async () => {
    const { ann, bob } = await pair();
    world.link.dead.add("ann");
    expect(await world.clock.run(ann.chat.actions.signOut())).toMatchObject({ ok: false });
    world.link.dead.delete("ann");
    await world.clock.advance(60_000);
    ann.chat.actions.send(M, "still here");
    await world.clock.advance(5_000);
    expect(texts(bob.chat)).toEqual(["still here"]);
  });

  test("that never was shows as signed out, and asks for nothing more", async () => {
    world = new TestWorld();
    world.server.signedOut.add("ann");
    const { chat } = world.browser("ann").tab();
    void chat.actions.start();
    await world.clock.advance(60_000);
    expect(chat.getState().session).toBe("signed-out");
    expect(world.clock.pending).toBe(0);
  });

  test("U78 without a network shows what was kept, and takes messages", async () => {
    world = new TestWorld();
    world.server.match(M, ["ann", "bob"]);
    world.server.send("ann", M, { content: "old", clientMessageId: "annes-old" });
    const browser = world.browser("ann");
    const before = browser.tab();
    void before.chat.actions.start();
    await world.clock.advance(1_000);
    before.chat.actions.openConversation(M);
    await world.clock.advance(3_000);
    before.kill();
    world.link.dead.add("ann");
    const after = browser.tab();
    after.set({ online: false });
    void after.chat.actions.start();
    await world.clock.advance(1_000);
    after.chat.actions.openConversation(M);
    await world.clock.advance(1_000);
    after.chat.actions.send(M, "new");
    expect([texts(after.chat), states(after.chat)]).toEqual([
      ["old", "new"],
      ["sent", "waiting"],
    ]);
  });
});

test("U70 a kept page shows at once and goes on from where it was kept, by what other devices wrote too", async () => {
  world = new TestWorld();
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
  world = new TestWorld();
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
  const { ann } = await pair();
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
  const { ann } = await pair();
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
  const { ann, bob } = await pair();
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
  const { ann } = await pair();
  const before = ann.chat.counters.syncs;
  world.clock.jump(3_600_000);
  await world.clock.advance(5_100);
  expect(ann.chat.counters.syncs).toBeGreaterThan(before);
});
