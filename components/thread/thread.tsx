import type { User } from "@duologue/protocol/models";
import { useEffect, useState } from "react";
import type { ChatActions, Conversation } from "@/lib/chat-state";
import { PaneBoundary } from "../boundary/pane-boundary";
import { Composer } from "../composer/composer";
import { Deferred } from "../deferred";
import { hasTouchKeyboard } from "../touch";
import type { Place } from "../transcript/reading-position";
import { useWide } from "../use-wide";
import { DetailsPane } from "./details-pane";
import { EndedNotice } from "./ended-notice";
import { Messages } from "./messages";
import { ThreadHeader } from "./thread-header";

const loadEndMatch = async () => (await import("./end-match-dialog")).EndMatchDialog;
const loadSheet = async () => (await import("./details-sheet")).DetailsSheet;

interface ThreadProps {
  conversation: Conversation;
  me: User | undefined;
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

  const closeAbout = () => setAbout(false);
  const startEnding = () => setEnding(true);
  const stopEnding = () => setEnding(false);
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <main
        id="main"
        tabIndex={-1}
        aria-labelledby="peer-name"
        className="flex min-w-0 flex-1 flex-col outline-none"
      >
        <ThreadHeader
          conversation={conversation}
          onBack={onBack}
          onAbout={() => setAbout(true)}
          onEnd={startEnding}
        />
        <PaneBoundary what="The messages">
          <Messages conversation={conversation} me={me} actions={actions} places={places} />
        </PaneBoundary>
        {match.status === "closed" ? (
          <EndedNotice name={match.peer.name} />
        ) : (
          <Composer conversation={conversation} actions={actions} />
        )}
      </main>
      {about && wide && <DetailsPane match={match} onEnd={startEnding} onClose={closeAbout} />}
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
