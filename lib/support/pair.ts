import { onTestFinished } from "vitest";
import type { Chat } from "../chat-store.ts";
import { TestWorld } from "./test-browser.ts";

/** The match of the pair. */
export const M = "match-1";

/** A world that ends with the test. */
export function openWorld(): TestWorld {
  const world = new TestWorld();
  onTestFinished(() => world.close());
  return world;
}

/** Ann and Bob, each with a tab that shows their conversation. */
export async function openPair() {
  const world = openWorld();
  world.server.match(M, ["ann", "bob"]);
  const ann = world.browser("ann").tab();
  const bob = world.browser("bob").tab();
  for (const { chat } of [ann, bob]) void chat.actions.start();
  await world.clock.advance(1_000);
  for (const { chat } of [ann, bob]) chat.actions.openConversation(M);
  await world.clock.advance(1_000);
  return { world, ann, bob };
}

/** What the conversation shows. */
export function texts(chat: Chat, matchId = M) {
  return chat
    .getState()
    .conversations.get(matchId)
    ?.items.map((item) => item.content);
}

export function states(chat: Chat, matchId = M) {
  return chat
    .getState()
    .conversations.get(matchId)
    ?.items.map((item) => item.sendState?.kind);
}
