import { messageOf } from "@duologue/protocol/message-of";
import type { Message } from "@duologue/protocol/models";
import type { LogRow } from "./ports.ts";

/** The message of a row that is known to hold one. */
export function toMessage({ event }: LogRow): Message {
  if (event.kind !== "message") throw new Error(`row ${event.id} holds no message but ${event.kind}`);
  return messageOf(event);
}
