import type { Event, Message } from "@duologue/protocol/models";
import type { TranscriptItem } from "../../lib/chat-state.ts";
import type { Sight } from "../history/entry.ts";

export function sightOfMessage({ seq, id, senderId, clientMessageId, content }: Message): Sight {
  return { seq, id, sender: senderId, key: clientMessageId, content };
}

export function sightOfEvent(event: Event): Sight {
  const { seq, id, actorId, clientMessageId } = event;
  const content = event.kind === "message" ? event.content : null;
  return { seq, id, sender: actorId, key: clientMessageId, content };
}

/** Of what a screen shows; undefined while it is not in the log. */
export function sightOfItem({
  seq,
  id,
  senderId,
  clientMessageId,
  content,
}: TranscriptItem): Sight | undefined {
  if (seq === undefined || id === undefined) return undefined;
  return { seq, id, sender: senderId, key: clientMessageId, content };
}
