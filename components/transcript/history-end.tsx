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
    // biome-ignore lint/a11y/useSemanticElements: an item of a list that is none of the elements for it
    <div role="listitem">
      {hasOlder ? (
        <p className="flex h-12 items-end justify-center text-sm text-ink-3">
          {loadingOlder && "Loading earlier messages…"}
        </p>
      ) : (
        <MatchCard
          match={match}
          me={me}
          untouched={items.length === 0 && match.status === "open"}
          onOpener={onOpener}
        />
      )}
    </div>
  );
}
