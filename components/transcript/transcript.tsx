import type { User } from "@duologue/protocol/models";
import { useMemo, useRef, useState } from "react";
import type { ChatActions, Conversation, TranscriptItem } from "@/lib/chat-state";
import { dayLabel } from "@/lib/format-day";
import { isolate } from "../isolate";
import { reader } from "../when/reader";
import { useToday } from "../when/use-today";
import { DateChip, type DateChipHandle } from "./date-chip";
import { JumpToLatest } from "./jump-to-latest";
import { MatchCard } from "./match-card";
import { MessageRow } from "./message-row";
import type { Place, ReadingPosition } from "./reading-position";
import { type Row, rowsOf } from "./rows";
import type { UnsentActions } from "./send-status";
import { TypingRow } from "./typing-row";
import { useEdges } from "./use-edges";
import { useFollowOwn } from "./use-follow-own";
import { useReadingPosition } from "./use-reading-position";
import { useRovingMessages } from "./use-roving-messages";
import { useSeen } from "./use-seen";

/** Where the unread divider stands when a conversation opens, as a part of the viewport's height (U01). */
const DIVIDER_AT = 0.25;
/** The way to the newest message is offered when this many rows are below the screen, or a whole screen (U06). */
const FAR_ROWS = 8;

interface TranscriptProps {
  conversation: Conversation;
  me: User | undefined;
  actions: ChatActions;
  unsent: UnsentActions;
  /** reading positions of this visit, by matchId (U10) */
  places: Map<string, Place>;
}

/**
 * The messages of one conversation; mount it once they are loaded and with the conversation's id as its key. A silent
 * log: what is new is said by the announcer, because a live log would also read out history (A33).
 */
export function Transcript({ conversation, me, actions, unsent, places }: TranscriptProps) {
  const { match, items, firstUnreadSeq, hasNewer } = conversation;
  const today = useToday();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day changes what a row says
  const rows = useMemo(() => rowsOf(items, firstUnreadSeq, reader()), [items, firstUnreadSeq, today]);
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const chip = useRef<DateChipHandle>(null);
  const [far, setFar] = useState(false);
  const [seenSeq, setSeenSeq] = useState(match.readSeq);
  const lastSeen = useRef<string>(undefined);
  const saved = places.get(match.id);
  const start = saved ?? openingPlace(rows);
  const { mounted, endMounted, check, mountAround } = useEdges(
    { conversation, rows, start: start.kind === "row" ? start.key : undefined },
    actions,
  );

  const checkSeen = useSeen({
    start: match.readSeq,
    look: () => storedUpTo(items, lastSeen.current),
    report: (seq) => {
      setSeenSeq(seq);
      actions.seen(match.id, seq);
    },
  });
  const { moveTo, isBelow } = useReadingPosition({
    viewport,
    content,
    start,
    rows,
    newestLoaded: endMounted && !hasNewer,
    onSettled: (position: ReadingPosition) => {
      places.set(match.id, position.place);
      lastSeen.current = position.lastSeen();
      checkSeen();
      check(position);
      setFar(position.place.kind !== "end" && isFar(position, viewport.current));
    },
    onScroll: (position) => {
      const uppermost = position.firstSeen();
      const row = mounted.find(({ item }) => item.key === uppermost);
      if (row !== undefined) chip.current?.show(dayLabel(row.item.createdAt, Date.now(), reader()));
    },
  });
  const toEnd = () => {
    if (hasNewer) void actions.loadLatest(match.id);
    moveTo({ kind: "end" });
  };
  const unseen = items.filter((item) => !item.mine && (item.seq ?? 0) > seenSeq);
  // First to what is new, then to the end (U07).
  const jump = () => {
    const [first] = unseen;
    if (first === undefined || !isBelow(first.key)) return toEnd();
    mountAround(first.key);
    moveTo({ kind: "row", key: first.key, offset: { screens: DIVIDER_AT } });
  };
  useFollowOwn(items, toEnd);
  const onKeyDown = useRovingMessages(viewport);
  const lastOwn = items.findLast((item) => item.mine)?.key;

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
        className="transcript h-full px-3 pb-4 md:px-6"
        onKeyDown={onKeyDown}
      >
        <ol ref={content} className="mx-auto flex min-h-full max-w-[45rem] flex-col justify-end">
          <li className={items.length === 0 ? "my-auto" : undefined}>
            {conversation.hasOlder ? (
              <p className="flex h-12 items-end justify-center text-sm text-ink-3">
                {conversation.loadingOlder && (
                  <span className="after-a-while">Loading earlier messages…</span>
                )}
              </p>
            ) : (
              <MatchCard match={match} me={me} untouched={items.length === 0 && match.status === "open"} />
            )}
          </li>
          {mounted.map(({ item, ...shape }) => (
            <MessageRow
              key={item.key}
              item={item}
              {...shape}
              author={item.mine ? "You" : match.peer.name}
              showsStatus={item.key === lastOwn || isUnsent(item.sendState?.kind)}
              today={today}
              actions={unsent}
            />
          ))}
          {conversation.peerTyping && endMounted && !hasNewer && <TypingRow />}
        </ol>
      </div>
      <DateChip ref={chip} />
      <JumpToLatest shown={far || hasNewer} count={unseen.length} onJump={jump} />
    </div>
  );
}

function openingPlace(rows: readonly Row[]): Place {
  const unread = rows.find((row) => row.startsUnread);
  return unread === undefined
    ? { kind: "end" }
    : { kind: "row", key: unread.item.key, offset: { screens: DIVIDER_AT } };
}

/** The newest seq at or above a row: own messages that are not stored yet, or never will be, stand below all others. */
function storedUpTo(items: readonly TranscriptItem[], key: string | undefined): number | undefined {
  const at = items.findIndex((item) => item.key === key);
  return items.slice(0, at + 1).findLast((item) => item.seq !== undefined)?.seq;
}

function isFar(position: ReadingPosition, viewport: HTMLElement | null): boolean {
  return position.rowsBelow() > FAR_ROWS || position.distanceToEnd > (viewport?.clientHeight ?? 0);
}

function isUnsent(kind: string | undefined): boolean {
  return kind === "failed" || kind === "waiting";
}
