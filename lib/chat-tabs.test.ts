import { describe, expect, test } from "vitest";
import { M, openWorld, states, texts } from "./support/pair.ts";

describe("tabs of one browser (F45)", () => {
  async function twoTabs() {
    const world = openWorld();
    world.server.match(M, ["ann", "bob"]);
    const browser = world.browser("ann");
    const tabs = [browser.tab(), browser.tab()] as const;
    for (const { chat } of tabs) void chat.actions.start();
    await world.clock.advance(1_000);
    for (const { chat } of tabs) chat.actions.openConversation(M);
    await world.clock.advance(1_000);
    return { world, browser, leader: tabs[0], other: tabs[1] };
  }

  test("show the same, and only one of them sends", async () => {
    const { world, leader, other } = await twoTabs();
    other.chat.actions.send(M, "from the second");
    leader.chat.actions.send(M, "from the first");
    await world.clock.advance(2_000);
    expect(texts(leader.chat)).toEqual(texts(other.chat));
    expect(texts(leader.chat)?.length).toBe(2);
    expect([leader.chat.counters.sends, other.chat.counters.sends]).toEqual([2, 0]);
  });

  test("hand the outbox on when the sending one closes", async () => {
    const { world, leader, other } = await twoTabs();
    leader.kill();
    other.chat.actions.send(M, "hello");
    await world.clock.advance(2_000);
    expect(states(other.chat)).toEqual(["sent"]);
  });

  test("leave nothing behind: what a dying tab kept and could not tell of is sent by the leading one", async () => {
    const { world, browser, leader } = await twoTabs();
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
    const { world, other } = await twoTabs();
    world.link.faults = { ...world.link.faults, lostPushes: 1 };
    other.chat.actions.send(M, "hello");
    await world.clock.advance(500);
    expect(states(other.chat)).toEqual(["sent"]);
  });

  test("share drafts and what was read", async () => {
    const { world, leader, other } = await twoTabs();
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
    const { world, leader, other } = await twoTabs();
    other.chat.actions.setDraft(M, "dear Bob");
    await world.clock.advance(300);
    const draft = () => leader.chat.getState().list.entries[0]?.draft;
    expect(draft()).toBe("dear Bob");
    other.chat.actions.send(M, "dear Bob");
    await world.clock.advance(50);
    expect(draft()).toBe("");
  });

  test("U40 U43 keep what is written here while another tab sends: only what was sent goes", async () => {
    const { world, browser, leader, other } = await twoTabs();
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
    const { world, browser, leader, other } = await twoTabs();
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
    const { world, browser, leader, other } = await twoTabs();
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
