import { expect, test } from "vitest";
import { M, openWorld } from "./support/pair.ts";

/** Somebody before a conversation that is longer than a page. */
async function openLong() {
  const world = openWorld();
  world.server.match(M, ["ann", "bob"]);
  for (let count = 1; count <= 150; count += 1)
    world.server.send("bob", M, { content: `text ${count}`, clientMessageId: `from-the-phone-${count}` });
  const { chat } = world.browser("bob").tab();
  void chat.actions.start();
  await world.clock.advance(1_000);
  chat.actions.openConversation(M);
  await world.clock.advance(1_000);
  const shown = () => chat.getState().conversations.get(M);
  return { world, chat, shown };
}

test("history that comes at once changes the screen once, and nothing tells that it loads", async () => {
  const { world, chat, shown } = await openLong();
  const before = shown()?.items.length ?? 0;
  const seen = new Set<unknown>();
  chat.subscribe(() => seen.add(shown()));
  void chat.actions.loadOlder(M);
  await world.clock.advance(1_000);
  expect(shown()?.items).toHaveLength(before + 50);
  expect(seen.size).toBe(1);
});

test("that history loads is told when it takes a while, until it is there (U74)", async () => {
  const { world, chat, shown } = await openLong();
  world.link.faults = { ...world.link.faults, delay: 30_000 };
  void chat.actions.loadOlder(M);
  await world.clock.advance(100);
  expect(shown()?.loadingOlder).toBe(false);
  await world.clock.advance(200);
  expect(shown()?.loadingOlder).toBe(true);
  await world.clock.advance(90_000);
  expect(shown()?.loadingOlder).toBe(false);
});
