"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useLayoutEffect, useRef } from "react";
import { useChat, useChatActions } from "@/lib/use-chat";
import { useConversationKeys } from "../conversation-list/use-conversation-keys";
import { Frame } from "../frame/frame";
import { isolate } from "../isolate";
import { ListPane } from "./list-pane";
import { ThreadPane } from "./thread-pane";
import { CONVERSATION_PARAMETER, useConversationHistory } from "./use-conversation-history";
import { useVisibleHeight } from "./use-visible-height";

/** The list and the open conversation: side by side, or on a phone one before the other. */
export function MessagesScreen() {
  const matchId = useSearchParams().get(CONVERSATION_PARAMETER) ?? undefined;
  const match = useChat((state) =>
    matchId === undefined ? undefined : state.conversations.get(matchId)?.match,
  );
  const session = useChat((state) => state.session);
  const actions = useChatActions();

  const signedIn = session === "signed-in";
  // Before the paint, so that nothing is drawn of a conversation as it was when one left it.
  useLayoutEffect(() => {
    if (signedIn) actions.openConversation(matchId);
  }, [actions, matchId, signedIn]);
  useEffect(() => () => actions.openConversation(undefined), [actions]);

  const { open, back } = useConversationHistory(matchId);
  useConversationKeys(matchId, open);
  useFocusReturns(matchId);
  useVisibleHeight();

  return (
    <Frame
      title={match === undefined ? "Messages" : isolate(match.peer.name)}
      skip={match?.status === "open" ? "composer" : "main"}
    >
      <div className="panes" data-pane={matchId === undefined ? "list" : "thread"}>
        <ListPane matchId={matchId} onOpen={open} onBack={back} />
        <ThreadPane matchId={matchId} onBack={back} />
      </div>
    </Frame>
  );
}

/** On the way back to the list the focus returns to the row that was left (U98). */
function useFocusReturns(matchId: string | undefined): void {
  const before = useRef(matchId);
  useEffect(() => {
    const left = before.current;
    before.current = matchId;
    // Who came back to find somebody is at the field already.
    if (matchId !== undefined || left === undefined || document.activeElement?.closest("search")) return;
    document
      .querySelector<HTMLElement>(`[data-match="${CSS.escape(left)}"] a`)
      ?.focus({ preventScroll: true });
  }, [matchId]);
}
