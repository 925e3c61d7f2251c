import Link from "next/link";
import { type KeyboardEvent, useRef } from "react";
import { useChat, useChatActions } from "@/lib/use-chat";
import { PaneError } from "../boundary/pane-error";
import { pressedShortcut } from "../keyboard/shortcuts";
import { useToday } from "../when/use-today";
import { ConversationRow } from "./conversation-row";
import { ListSkeleton } from "./list-skeleton";
import { useHeldOrder } from "./use-held-order";

interface ConversationListProps {
  current: string | undefined;
  onOpen: (matchId: string) => void;
}

/** All conversations, latest activity first. */
export function ConversationList({ current, onOpen }: ConversationListProps) {
  const { status, entries, hasMore } = useChat((state) => state.list);
  const { loadMoreConversations, retryLoading } = useChatActions();
  const { ordered, holding } = useHeldOrder(entries);
  const today = useToday();
  const list = useRef<HTMLUListElement>(null);

  if (entries.length === 0) {
    if (status === "loading") return <ListSkeleton />;
    if (status === "failed")
      return <PaneError onRetry={() => retryLoading()}>Your conversations could not be loaded.</PaneError>;
    return <NoMatches />;
  }
  const entrance = ordered.some((entry) => entry.match.id === current) ? current : ordered[0]?.match.id;
  const walk = (event: KeyboardEvent) => {
    const pressed = pressedShortcut(event, ["next-row", "previous-row"]);
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link.matches(":focus"));
    if (pressed === undefined || at === -1) return;
    event.preventDefault();
    links[pressed === "next-row" ? at + 1 : at - 1]?.focus();
  };
  return (
    <nav
      aria-label="Conversations"
      data-region="list"
      tabIndex={-1}
      className="min-h-0 flex-1 overflow-y-auto px-2 py-2"
    >
      <ul ref={list} {...holding} onKeyDown={walk}>
        {ordered.map((entry) => (
          <ConversationRow
            key={entry.match.id}
            entry={entry}
            current={entry.match.id === current}
            entrance={entry.match.id === entrance}
            today={today}
            onOpen={onOpen}
          />
        ))}
      </ul>
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
  );
}

function NoMatches() {
  return (
    <nav
      aria-label="Conversations"
      data-region="list"
      tabIndex={-1}
      className="flex flex-1 flex-col items-center justify-center gap-5 p-8 text-center"
    >
      <p className="max-w-56 text-ink-2">
        When you and somebody like each other, your conversation begins here.
      </p>
      <Link href="/people" className="button button-primary" data-region-focus>
        Meet people
      </Link>
    </nav>
  );
}
