import type { Message } from "@duologue/protocol/models";
import type { ChatModel } from "./chat-model.ts";
import type { MessageWindow } from "./message-window.ts";

/**
 * After a backup was restored, messages that were acknowledged before may be gone from the server. Their sender must
 * learn of it: what this device held of the person's own messages is compared with what is loaded anew.
 */
export function ownMessages(model: ChatModel): Map<string, Message[]> {
  const own = new Map<string, Message[]>();
  for (const { matchId, timeline } of model.rooms.values()) {
    const mine = timeline?.tail.messages.filter((message) => message.senderId === model.me.id) ?? [];
    if (mine.length > 0) own.set(matchId, mine);
  }
  return own;
}

/** Those of the held messages that are missing where they should be. Deleted ones are not missed. */
export function lostMessages(held: readonly Message[], anew: MessageWindow): Message[] {
  const from = anew.hasOlder ? (anew.messages[0]?.seq ?? 0) : 0;
  const there = new Set(anew.messages.map((message) => `${message.senderId} ${message.clientMessageId}`));
  return held.filter(
    (message) =>
      message.content !== null &&
      message.seq >= from &&
      !there.has(`${message.senderId} ${message.clientMessageId}`),
  );
}
