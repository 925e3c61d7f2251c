import { describe, expect, test } from "vitest";
import { SOUND } from "./support/lossy-link.ts";
import { M, openPair, openWorld, states, texts } from "./support/pair.ts";

describe("a session", () => {
  test("U79 that ends keeps draft and outbox, and goes on when the person is back", async () => {
    const { world, ann, bob } = await openPair();
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
    const { world, ann } = await openPair();
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
    const world = openWorld();
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
    const { world, ann, bob } = await openPair();
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
    const { world, ann, bob } = await openPair();
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
    const { world, ann, bob } = await openPair();
    world.link.dead.add("ann");
    expect(await world.clock.run(ann.chat.actions.signOut())).toMatchObject({ ok: false });
    world.link.dead.delete("ann");
    await world.clock.advance(60_000);
    ann.chat.actions.send(M, "still here");
    await world.clock.advance(5_000);
    expect(texts(bob.chat)).toEqual(["still here"]);
  });

  test("that never was shows as signed out, and asks for nothing more", async () => {
    const world = openWorld();
    world.server.signedOut.add("ann");
    const { chat } = world.browser("ann").tab();
    void chat.actions.start();
    await world.clock.advance(60_000);
    expect(chat.getState().session).toBe("signed-out");
    expect(world.clock.pending).toBe(0);
  });

  test("U78 without a network shows what was kept, and takes messages", async () => {
    const world = openWorld();
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
