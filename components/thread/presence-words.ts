import type { Match } from "@duologue/protocol/models";
import { dayLabel } from "@/lib/format-day";
import type { Reader } from "@/lib/format-intl";
import { timeAgo } from "@/lib/format-last-seen";

export interface Presence {
  match: Match;
  typing: boolean;
  online: boolean;
  /** ISO time; null when unknown */
  lastSeen: string | null;
}

/**
 * The line under a peer's name. When nothing is known of them, or either of the two keeps it to themselves, it says since
 * when they know each other.
 */
export function presenceWords(
  { match, typing, online, lastSeen }: Presence,
  now: number,
  reader: Reader,
): string {
  if (match.status === "closed") return "Ended";
  if (typing) return "typing…";
  if (online) return "Online";
  if (lastSeen !== null) return `Last here ${timeAgo(lastSeen, now, reader)}`;
  return `Matched · ${dayLabel(match.createdAt, now, reader)}`;
}
