import type { Conversation } from "@/lib/chat-state";
import type { Reader } from "@/lib/format-intl";
import { timeAgo } from "@/lib/format-last-seen";

/** The line under a peer's name; undefined when nothing is known or either of the two keeps it to themselves. */
export function presenceWords(
  { peerTyping, peerOnline, peerLastSeen, match }: Conversation,
  now: number,
  reader: Reader,
): string | undefined {
  if (match.status === "closed") return "Ended";
  if (peerTyping) return "typing…";
  if (peerOnline) return "Online";
  return peerLastSeen === null ? undefined : `Last here ${timeAgo(peerLastSeen, now, reader)}`;
}
