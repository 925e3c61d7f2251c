import type { Match } from "@duologue/protocol/models";
import { useEffect, useRef, useState } from "react";
import { useChat } from "@/lib/use-chat";
import { isNewMatch } from "../conversation-list/news-words";

/** The newest match that somebody else's like has made since this screen was opened, until it is dismissed. */
export function useNewMatch(): { newMatch: Match | undefined; dismissNewMatch: () => void } {
  const { entries, status, hasMore } = useChat((state) => state.list);
  const [newMatch, setNewMatch] = useState<Match>();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    // Until the whole list is here, a match that was not there before may be an old one.
    if (status !== "ready" || hasMore) return;
    const before = known.current;
    known.current = new Set(entries.map(({ match }) => match.id));
    const found = entries.find((entry) => isNewMatch(entry) && before?.has(entry.match.id) === false);
    if (found !== undefined) setNewMatch(found.match);
  }, [entries, status, hasMore]);
  return { newMatch, dismissNewMatch: () => setNewMatch(undefined) };
}
