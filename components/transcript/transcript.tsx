import type { User } from "@duologue/protocol/models";
import { useMemo, useRef } from "react";
import type { ChatActions, Conversation } from "@/lib/chat-state";
import { cx } from "../cx";
import { isolate } from "../isolate";
import { reader } from "../when/reader";
import { useToday } from "../when/use-today";
import { BeforeCommit } from "./before-commit";
import { DateChip, type DateChipHandle } from "./date-chip";
import { HistoryEnd } from "./history-end";
import { JumpToLatest } from "./jump-to-latest";
import { MessageRow } from "./message-row";
import type { Place } from "./reading-position";
import type { Row } from "./rows";
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
  const content = useRef<HTMLOListElement>(null);
  const chip = useRef<DateChipHandle>(null);
  const view = useTranscript({ conversation, actions, places, today, viewport, content, chip });
  const drawn = useDrawnRows(view.mounted, { conversation, today, unsent: props.unsent });
  const onKeyDown = useRovingMessages(viewport);
  const messageEvents = useMessageEvents({
    rows: view.mounted,
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
        <ol
          ref={content}
          className={cx("mx-auto mt-auto w-full max-w-[45rem] shrink-0", items.length === 0 && "mb-auto")}
        >
          <HistoryEnd conversation={conversation} me={props.me} onOpener={props.onOpener} />
          {drawn}
          {conversation.peerTyping && view.atNewest && <TypingRow />}
        </ol>
      </div>
      <DateChip ref={chip} />
      <JumpToLatest shown={view.far} count={view.unseen} onJump={view.jump} />
    </div>
  );
}

/** Hundreds of elements: made anew only for what changes a row. */
function useDrawnRows(
  mounted: readonly Row[],
  { conversation, today, unsent }: { conversation: Conversation; today: string; unsent: UnsentActions },
) {
  const { items } = conversation;
  const peerName = conversation.match.peer.name;
  const lastOwn = items.findLast((item) => item.mine)?.key;
  return useMemo(
    () =>
      mounted.map((row) => (
        <MessageRow
          key={row.item.key}
          row={row}
          author={authorOf(row, peerName)}
          showsStatus={row.item.key === lastOwn || isUnsent(row.item.sendState?.kind)}
          today={today}
          actions={unsent}
        />
      )),
    [mounted, lastOwn, peerName, today, unsent],
  );
}

function authorOf({ item }: Row, peerName: string): string {
  return item.mine ? "You" : peerName;
}

/** What is not sent, or not yet, always says so itself (U58). */
function isUnsent(kind: string | undefined): boolean {
  return kind === "failed" || kind === "waiting" || kind === "sending";
}
