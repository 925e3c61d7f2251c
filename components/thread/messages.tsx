import type { User } from "@duologue/protocol/models";
import { useMemo } from "react";
import type { ChatActions, Conversation } from "@/lib/chat-state";
import { chatNow } from "@/lib/use-chat";
import { PaneError } from "../boundary/pane-error";
import { hasTouchKeyboard } from "../touch";
import { withOpener } from "../transcript/openers";
import type { Place } from "../transcript/reading-position";
import type { UnsentActions } from "../transcript/send-status";
import { Transcript } from "../transcript/transcript";
import { TranscriptSkeleton } from "../transcript/transcript-skeleton";

interface MessagesProps {
  conversation: Conversation;
  me: User;
  actions: ChatActions;
  places: Map<string, Place>;
}

/** What was said, or why it cannot be shown. */
export function Messages({ conversation, me, actions, places }: MessagesProps) {
  const { match, status } = conversation;
  const unsent = useMemo(() => unsentActions(match.id, actions), [match.id, actions]);
  if (status === "loading") return <TranscriptSkeleton />;
  if (status === "failed")
    return (
      <PaneError onRetry={() => actions.retryLoading(match.id)}>The messages could not be loaded.</PaneError>
    );
  const onOpener = (opener: string) => {
    actions.setDraft(match.id, withOpener(chatNow().drafts.get(match.id) ?? "", opener));
    focusComposer();
  };
  return (
    <Transcript
      conversation={conversation}
      me={me}
      actions={actions}
      unsent={unsent}
      onOpener={onOpener}
      places={places}
    />
  );
}

/** Their buttons go away when they are pressed, so each hands the focus on (A37). */
function unsentActions(matchId: string, actions: ChatActions): UnsentActions {
  return {
    retry: (clientMessageId) => {
      // A touch keyboard never pops up by itself (U53).
      if (!hasTouchKeyboard()) focusComposer();
      actions.retrySend(matchId, clientMessageId);
    },
    discard: (clientMessageId) => {
      focusNeighbour();
      actions.discardSend(matchId, clientMessageId);
    },
    edit: (clientMessageId) => {
      actions.editUnsent(matchId, clientMessageId);
      focusComposer();
    },
  };
}

/** The message after the one with the focus, or else the one before it. */
function focusNeighbour(): void {
  const messages = [...document.querySelectorAll<HTMLElement>(".message[tabindex]")];
  const at = messages.findIndex((message) => message.contains(document.activeElement));
  const neighbour = at === -1 ? undefined : (messages[at + 1] ?? messages[at - 1]);
  if (neighbour !== undefined) neighbour.focus({ preventScroll: true });
  else if (!hasTouchKeyboard()) focusComposer();
}

function focusComposer(): void {
  document.getElementById("composer")?.focus();
}
