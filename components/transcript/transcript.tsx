import type { User } from "@duologue/protocol/models";
import { useRef } from "react";
import type { ChatActions, Conversation } from "@/lib/chat-state";
import { cx } from "../cx";
import { isolate } from "../isolate";
import { reader } from "../when/reader";
import { useToday } from "../when/use-today";
import { BeforeCommit } from "./before-commit";
import { DateChip, type DateChipHandle } from "./date-chip";
import { HistoryEnd } from "./history-end";
import { JumpToLatest } from "./jump-to-latest";
import { authorOf, MessageStretch } from "./message-stretch";
import type { Place } from "./reading-position";
import type { UnsentActions } from "./send-status";
import { TypingRow } from "./typing-row";
import { useMessageEvents } from "./use-message-events";
import { useRovingMessages } from "./use-roving-messages";
import { useTranscript } from "./use-transcript";

interface TranscriptProps {
  conversation: Conversation;
  me: User;
  actions: ChatActions;
  unsent: UnsentActions;
  /** takes an opener into the composer */
  onOpener: (opener: string) => void;
  /** reading positions of this visit, by matchId (U10) */
  places: Map<string, Place>;
}

/**
 * The messages of one conversation; mount it once they are loaded and with the conversation's id as its key. A silent
 * log: what is new is said by the announcer, because a live log would also read out history (A33).
 */
export function Transcript(props: TranscriptProps) {
  const { conversation, actions, places } = props;
  const { match, items } = conversation;
  const today = useToday();
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const chip = useRef<DateChipHandle>(null);
  const view = useTranscript({ conversation, actions, places, today, viewport, content, chip });
  const lastOwn = items.findLast((item) => item.mine)?.key;
  const onKeyDown = useRovingMessages(viewport);
  const messageEvents = useMessageEvents({
    rows: view.rows,
    authorOf: (row) => authorOf(row, match.peer.name),
    chip,
  });

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={viewport}
        role="log"
        aria-live="off"
        aria-label={`Messages with ${isolate(match.peer.name)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
        tabIndex={0}
        data-region="messages"
        data-hour12={reader().hour12 || undefined}
        id="transcript"
        className="transcript flex h-full flex-col px-3 pb-4 md:px-6"
        onKeyDown={onKeyDown}
        {...messageEvents}
      >
        <BeforeCommit act={view.beforeChange} />
        {/* biome-ignore lint/a11y/useSemanticElements: its rows are children of stretches, which a list element may not have */}
        <div
          ref={content}
          role="list"
          className={cx("mx-auto mt-auto w-full max-w-[45rem] shrink-0", items.length === 0 && "mb-auto")}
        >
          <HistoryEnd conversation={conversation} me={props.me} onOpener={props.onOpener} />
          {view.mounted.map(({ id, rows }) => (
            <MessageStretch
              key={id}
              rows={rows}
              peerName={match.peer.name}
              statusAt={rows.some(({ item }) => item.key === lastOwn) ? lastOwn : undefined}
              today={today}
              unsent={props.unsent}
            />
          ))}
          {conversation.peerTyping && view.atNewest && <TypingRow />}
        </div>
      </div>
      <DateChip ref={chip} />
      <JumpToLatest shown={view.far} count={view.unseen} onJump={view.jump} />
    </div>
  );
}
