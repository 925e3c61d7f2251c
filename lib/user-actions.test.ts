import { expect, test } from "vitest";
import { openWorld } from "./support/pair.ts";

test("U24 what one changes about oneself is drawn by the time the answer is there", async () => {
  const world = openWorld();
  const { chat } = world.browser("ann").tab();
  void chat.actions.start();
  await world.clock.advance(5_000);
  expect(await world.clock.run(chat.actions.updateMe({ settings: { readReceipts: false } }))).toEqual({
    ok: true,
  });
  expect(chat.getState().me?.settings).toEqual({ readReceipts: false, typing: true, presence: true });
});

test("an empty list is drawn as empty as soon as the server has said so, with nothing else happening", async () => {
  const world = openWorld();
  const { chat } = world.browser("ann").tab();
  const drawn: string[] = [];
  chat.subscribe(() => drawn.push(chat.getState().list.status));
  world.link.dead.add("ann");
  void chat.actions.start();
  await world.clock.advance(2_000);
  expect(drawn).not.toContain("ready");
  world.link.dead.delete("ann");
  await world.clock.advance(10_000);
  expect(chat.getState().list).toEqual({ status: "ready", entries: [], hasMore: false });
});
