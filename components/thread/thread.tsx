import type { User } from "@duologue/protocol/models";
import { type KeyboardEvent, useCallback, useEffect, useState } from "react";
import type { ChatActions, Conversation } from "@/lib/chat-state";
import { PaneBoundary } from "../boundary/pane-boundary";
import { Composer } from "../composer/composer";
import { isComposing } from "../composer/is-composing";
import { Deferred } from "../deferred";
import { hasTouchKeyboard } from "../touch";
import type { Place } from "../transcript/reading-position";
import { useWide } from "../use-wide";
import { EndedNotice } from "./ended-notice";
import { menuButton } from "./menu-button-id";
import { Messages } from "./messages";
import { ThreadHeader } from "./thread-header";

const loadEndMatch = async () => (await import("./end-match-dialog")).EndMatchDialog;
const loadPane = async () => (await import("./details-pane")).DetailsPane;
const loadSheet = async () => (await import("./details-sheet")).DetailsSheet;

interface ThreadProps {
  conversation: Conversation;
  me: User;
  actions: ChatActions;
  places: Map<string, Place>;
  onBack: () => void;
}

/** One conversation with everything that belongs to it. Mount it with the match's id as its key. */
export function Thread({ conversation, me, actions, places, onBack }: ThreadProps) {
  const { match } = conversation;
  const [about, setAbout] = useState(false);
  const [ending, setEnding] = useState(false);
  const wide = useWide();
  useFocusHeading();

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Menus and dialogs, which Escape closes, are children of this one for React only.
    const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === "Escape" && inside && !isComposing(event.nativeEvent)) actions.clearDivider(match.id);
  };
  const openAbout = useCallback(() => setAbout(true), []);
  const closeAbout = () => setAbout(false);
  const leaveAbout = () => {
    closeAbout();
    menuButton()?.focus();
  };
  const startEnding = useCallback(() => setEnding(true), []);
  const stopEnding = () => setEnding(false);
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <main
        id="main"
        tabIndex={-1}
        aria-labelledby="peer-name"
        className="flex min-w-0 flex-1 flex-col outline-none"
        onKeyDown={onKeyDown}
      >
        <ThreadHeader
          match={match}
          typing={conversation.peerTyping}
          online={conversation.peerOnline}
          lastSeen={conversation.peerLastSeen}
          onBack={onBack}
          onAbout={openAbout}
          onEnd={startEnding}
        />
        <PaneBoundary what="The messages">
          <Messages conversation={conversation} me={me} actions={actions} places={places} />
        </PaneBoundary>
        {match.status === "closed" ? (
          <EndedNotice name={match.peer.name} />
        ) : (
          <Composer match={match} actions={actions} />
        )}
      </main>
      {about && wide && (
        <Deferred load={loadPane} onFail={leaveAbout}>
          {(DetailsPane) => <DetailsPane match={match} onEnd={startEnding} onClose={leaveAbout} />}
        </Deferred>
      )}
      {about && !wide && (
        <Deferred load={loadSheet} onFail={closeAbout}>
          {(DetailsSheet) => <DetailsSheet match={match} onEnd={startEnding} onClose={closeAbout} />}
        </Deferred>
      )}
      {ending && (
        <Deferred load={loadEndMatch} onFail={stopEnding}>
          {(EndMatchDialog) => (
            <EndMatchDialog
              name={match.peer.name}
              onEnd={() => actions.endMatch(match.id)}
              onClose={stopEnding}
            />
          )}
        </Deferred>
      )}
    </div>
  );
}

/** Says where one is, without popping up a touch keyboard: there the composer does not take the focus. */
function useFocusHeading(): void {
  useEffect(() => {
    if (hasTouchKeyboard()) document.getElementById("peer-name")?.focus({ preventScroll: true });
  }, []);
}
