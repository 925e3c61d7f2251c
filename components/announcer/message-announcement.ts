import type { Match } from "@duologue/protocol/models";
import { isolate } from "../isolate";
import type { Announcement } from "./announcement-queue";

/** What is said of a message that arrives (A33): all of it, only who wrote it, or nothing. */
export const SPOKEN = ["text", "sender", "off"] as const;
export type Spoken = (typeof SPOKEN)[number];

/** The sentence for the newest message of a match; undefined where nothing is to be said. */
export function messageAnnouncement(
  { id, peer, lastMessage }: Match,
  spoken: Spoken,
): Announcement | undefined {
  if (spoken === "off" || lastMessage === null || lastMessage.content === null) return undefined;
  if (lastMessage.senderId !== peer.id) return undefined;
  const name = isolate(peer.name);
  return {
    topic: id,
    text: spoken === "text" ? `${name}: ${isolate(lastMessage.content)}` : `New message from ${name}`,
    many: (count) => `${count} new messages from ${name}`,
  };
}

/** What was stored may be anything. */
export function spokenFrom(stored: string): Spoken {
  return SPOKEN.find((one) => one === stored) ?? "text";
}
