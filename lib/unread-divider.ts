import type { Message } from "@duologue/protocol/models";
import { indexFrom } from "./message-window.ts";

/** The seq of the first of these messages that another person wrote after readSeq. */
export function firstUnread(messages: readonly Message[], readSeq: number, me: string): number | undefined {
  for (let at = indexFrom(messages, readSeq + 1); at < messages.length; at += 1) {
    const message = messages[at];
    if (message && message.senderId !== me) return message.seq;
  }
  return undefined;
}
