import type { User } from "@duologue/protocol/models";
import type { Conversation } from "@/lib/chat-state";
import { MatchCard } from "./match-card";

interface HistoryEndProps {
  conversation: Conversation;
  me: User;
  onOpener: (opener: string) => void;
}

/** What stands above the first loaded message: the way further back, or the match itself (U15). */
export function HistoryEnd({ conversation, me, onOpener }: HistoryEndProps) {
  const { match, items, hasOlder, loadingOlder } = conversation;
  return (
    <li>
      {hasOlder ? (
        <p className="flex h-12 items-end justify-center text-sm text-ink-3">
          {loadingOlder && <span className="after-a-while">Loading earlier messages…</span>}
        </p>
      ) : (
        <MatchCard
          match={match}
          me={me}
          untouched={items.length === 0 && match.status === "open"}
          onOpener={onOpener}
        />
      )}
    </li>
  );
}
