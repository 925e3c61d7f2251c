import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useChat, useChatActions } from "@/lib/use-chat";
import { PaneError } from "../boundary/pane-error";
import { ConversationRows } from "./conversation-rows";
import { ListFilter } from "./list-filter";
import { ListSkeleton } from "./list-skeleton";
import { matchingNames } from "./matching-names";
import { NoMatches } from "./no-matches";
import { UnreadBelow } from "./unread-below";
import { useFinding } from "./use-finding";
import { useUnreadBelow } from "./use-unread-below";

/** A list that fits on any screen needs no search until somebody asks for it. */
const FILTER_FROM = 8;

interface ConversationListProps {
  current: string | undefined;
  onOpen: (matchId: string) => void;
  /** Leaves the open conversation for the list, where there is room for one only. */
  onShow: () => void;
}

/** All conversations, latest activity first, or those with somebody of a name. */
export function ConversationList({ current, onOpen, onShow }: ConversationListProps) {
  // Thousands of rows may be drawn after the letter that was typed, which changes one of them: its draft.
  const { status, entries, hasMore } = useDeferredValue(useChat((state) => state.list));
  const { loadMoreConversations, retryLoading } = useChatActions();
  const [typed, setTyped] = useState("");
  const shown = useMemo(() => matchingNames(entries, typed), [entries, typed]);
  const scroller = useRef<HTMLElement>(null);
  const below = useUnreadBelow(scroller, shown);
  const { asked, field } = useFinding(onShow);

  // One conversation may be known before the list is, and would jump to its place.
  if (status === "loading") return <ListSkeleton />;
  if (entries.length === 0) {
    if (status === "failed")
      return <PaneError onRetry={() => retryLoading()}>Your conversations could not be loaded.</PaneError>;
    return <NoMatches />;
  }
  const openFirst = () => {
    const [first] = shown;
    if (first === undefined) return;
    setTyped("");
    onOpen(first.match.id);
  };
  return (
    <>
      {(entries.length >= FILTER_FROM || asked) && (
        <ListFilter field={field} typed={typed} onType={setTyped} onOpenFirst={openFirst} list={scroller} />
      )}
      <div className="relative flex min-h-0 flex-1">
        <nav
          ref={scroller}
          aria-label="Conversations"
          data-region="list"
          tabIndex={-1}
          className="min-h-0 flex-1 overflow-y-auto px-2 py-2"
        >
          <ConversationRows entries={shown} current={current} onOpen={onOpen} />
          {shown.length === 0 && <NobodyFound onClear={() => setTyped("")} />}
          {hasMore && (
            <button
              type="button"
              className="quiet-button mx-auto my-2 block"
              onClick={() => void loadMoreConversations()}
            >
              Show more
            </button>
          )}
          {status === "failed" && (
            <p className="px-3 py-2 text-sm text-ink-3">
              The list may be out of date.{" "}
              <button type="button" className="quiet-button" onClick={() => retryLoading()}>
                Retry
              </button>
            </p>
          )}
        </nav>
        <UnreadBelow count={below.count} onReveal={below.reveal} />
      </div>
    </>
  );
}

function NobodyFound({ onClear }: { onClear: () => void }) {
  return (
    <p className="px-3 py-6 text-center text-ink-2">
      Nobody by that name.{" "}
      <button type="button" className="quiet-button" onClick={onClear}>
        Show all
      </button>
    </p>
  );
}
