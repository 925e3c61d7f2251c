import type { Conversation } from "@/lib/chat-state";
import { dayLabel } from "@/lib/format-day";
import type { Reader } from "@/lib/format-intl";
import { timeAgo } from "@/lib/format-last-seen";

/**
 * The line under a peer's name. When nothing is known of them, or either of the two keeps it to themselves, it says since
 * when they know each other.
 */
export function presenceWords(
  { peerTyping, peerOnline, peerLastSeen, match }: Conversation,
  now: number,
  reader: Reader,
): string {
  if (match.status === "closed") return "Ended";
  if (peerTyping) return "typing…";
  if (peerOnline) return "Online";
  if (peerLastSeen !== null) return `Last here ${timeAgo(peerLastSeen, now, reader)}`;
  return `Matched · ${dayLabel(match.createdAt, now, reader)}`;
}
