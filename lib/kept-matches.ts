import type { Match } from "@duologue/protocol/models";
import { KEPT_MATCHES } from "./chat-storage.ts";

/** The matches with the latest activity, as many as are kept. */
export function keptMatches(matches: Match[]): Match[] {
  if (matches.length <= KEPT_MATCHES) return matches;
  const activity = (match: Match) => match.lastMessage?.createdAt ?? match.createdAt;
  return matches.toSorted((a, b) => (activity(a) < activity(b) ? 1 : -1)).slice(0, KEPT_MATCHES);
}
