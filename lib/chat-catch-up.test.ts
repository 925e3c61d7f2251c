import { describe, expect, test } from "vitest";
import { M, openPair, states, texts } from "./support/pair.ts";

describe("what was missed", () => {
  test("G8 a push that was lost with nothing after it comes within 30 s", async () => {
    const { world, ann, bob } = await openPair();
    world.link.faults = { ...world.link.faults, lostPushes: 1 };
    ann.chat.actions.send(M, "hello");
    await world.clock.advance(30_100);
    expect(texts(bob.chat)).toEqual(["hello"]);
  });

  test("G8 a gap that shows is filled within 2 s, by one pull", async () => {
    const { world, ann, bob } = await openPair();
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

  test("G8 a room whose join was not answered is joined after the next sync, on the same socket", async () => {
    const { world, ann, bob } = await openPair();
    bob.chat.actions.openConversation(undefined);
    await world.clock.advance(1_000);
    world.link.faults = { ...world.link.faults, lostCalls: 1 };
    bob.chat.actions.openConversation(M);
    await world.clock.advance(1_000);
    world.link.faults = { ...world.link.faults, lostCalls: 0 };
    await world.clock.advance(30_100);
    ann.chat.actions.signalTyping(M, true);
    await world.clock.advance(500);
    expect(bob.chat.getState().conversations.get(M)?.peerTyping).toBe(true);
  });

  test("U77 comes once and in order after a long time without a connection", async () => {
    const { world, ann, bob } = await openPair();
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
    const { world, bob } = await openPair();
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
    const { world, ann, bob } = await openPair();
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
