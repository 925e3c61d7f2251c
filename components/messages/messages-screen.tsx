"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { useChat, useChatActions } from "@/lib/use-chat";
import { PaneBoundary } from "../boundary/pane-boundary";
import { PaneError } from "../boundary/pane-error";
import { ConversationList } from "../conversation-list/conversation-list";
import { ListHeader } from "../conversation-list/list-header";
import { useConversationKeys } from "../conversation-list/use-conversation-keys";
import { Frame } from "../frame/frame";
import { StorageNotice } from "../frame/storage-notice";
import { isolate } from "../isolate";
import { EmptyThread } from "../thread/empty-thread";
import { NoSuchConversation } from "../thread/no-such-conversation";
import { Thread } from "../thread/thread";
import type { Place } from "../transcript/reading-position";
import { TranscriptSkeleton } from "../transcript/transcript-skeleton";
import { ListResizer } from "./list-resizer";
import { CONVERSATION_PARAMETER, useConversationHistory } from "./use-conversation-history";

/** The list and the open conversation: side by side, or on a phone one before the other. */
export function MessagesScreen() {
  const matchId = useSearchParams().get(CONVERSATION_PARAMETER) ?? undefined;
  const conversation = useChat((state) =>
    matchId === undefined ? undefined : state.conversations.get(matchId),
  );
  const me = useChat((state) => state.me);
  const session = useChat((state) => state.session);
  const actions = useChatActions();
  const places = useRef(new Map<string, Place>());

  const signedIn = session === "signed-in";
  useEffect(() => {
    if (signedIn) actions.openConversation(matchId);
  }, [actions, matchId, signedIn]);
  useEffect(() => () => actions.openConversation(undefined), [actions]);

  const { open, back } = useConversationHistory(matchId);
  useConversationKeys(matchId, open);
  useFocusReturns(matchId);

  return (
    <Frame
      title={conversation === undefined ? "Messages" : isolate(conversation.match.peer.name)}
      skip={conversation?.match.status === "open" ? "composer" : "main"}
    >
      <div className="panes" data-pane={matchId === undefined ? "list" : "thread"}>
        <section className="list-pane" aria-label="Your conversations">
          <PaneBoundary what="Your conversations">
            <ListHeader heading={matchId === undefined ? "h1" : "h2"} />
            <ConversationList current={matchId} onOpen={open} />
            <StorageNotice />
          </PaneBoundary>
          <ListResizer />
        </section>
        <div className="thread-pane">
          {conversation !== undefined ? (
            <Thread
              key={conversation.match.id}
              conversation={conversation}
              me={me}
              actions={actions}
              places={places.current}
              onBack={back}
            />
          ) : (
            <NoThread matchId={matchId} onRetry={() => actions.retryLoading(matchId)} />
          )}
        </div>
      </div>
    </Frame>
  );
}

/** What stands in the thread's place until there is one. */
function NoThread({ matchId, onRetry }: { matchId: string | undefined; onRetry: () => void }) {
  const list = useChat((state) => state.list.status);
  const notFound = useChat((state) => state.openNotFound);
  if (matchId === undefined) return <EmptyThread />;
  if (notFound) return <NoSuchConversation />;
  if (list === "failed")
    return (
      <main id="main" tabIndex={-1} className="flex flex-1">
        <PaneError onRetry={onRetry}>This conversation could not be loaded.</PaneError>
      </main>
    );
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
      <TranscriptSkeleton />
    </main>
  );
}

/** On the way back to the list the focus returns to the row that was left (U98). */
function useFocusReturns(matchId: string | undefined): void {
  const before = useRef(matchId);
  useEffect(() => {
    const left = before.current;
    before.current = matchId;
    if (matchId !== undefined || left === undefined) return;
    document
      .querySelector<HTMLElement>(`[data-match="${CSS.escape(left)}"] a`)
      ?.focus({ preventScroll: true });
  }, [matchId]);
}
