import { type RefObject, useMemo, useRef, useState } from "react";
import type { ChatActions, Conversation, TranscriptItem } from "@/lib/chat-state";
import { dayLabel } from "@/lib/format-day";
import { reader } from "../when/reader";
import type { DateChipHandle } from "./date-chip";
import type { Place, ReadingPosition } from "./reading-position";
import { type KnownRows, type Row, rowsOf } from "./rows";
import type { Stretch } from "./stretches";
import { useEdges } from "./use-edges";
import { useFollowOwn } from "./use-follow-own";
import { useReadingPosition } from "./use-reading-position";
import { useSeen } from "./use-seen";

/** Where the unread divider stands when a conversation opens, as a part of the viewport's height (U01). */
const DIVIDER_AT = 0.25;
/** The way to the newest message is offered when this many rows are below the screen, or a whole screen (U06). */
const FAR_ROWS = 8;
const END: Place = { kind: "end" };

interface Options {
  conversation: Conversation;
  actions: ChatActions;
  /** reading positions of this visit, by matchId (U10) */
  places: Map<string, Place>;
  /** the local day and zone */
  today: string;
  viewport: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  chip: RefObject<DateChipHandle | null>;
}

interface TranscriptView {
  rows: readonly Row[];
  /** the stretches to draw */
  mounted: readonly Stretch[];
  /** the last row is the conversation's newest */
  atNewest: boolean;
  /** the way to the newest message is to be offered */
  far: boolean;
  /** messages of the peer that are below what was seen */
  unseen: number;
  jump: () => void;
  /** Call before a commit changes the document. */
  beforeChange: () => void;
}

/** What of a conversation is drawn, where its reader is in it, and how far they have read. */
export function useTranscript(options: Options): TranscriptView {
  const { conversation, actions, places, viewport } = options;
  const { match, items, hasNewer } = conversation;
  const rows = useRows(conversation, options.today);
  const [far, setFar] = useState(false);
  const lastSeen = useRef<string>(undefined);
  // What is new comes before where one was (U01, U10).
  const start = dividerPlace(rows) ?? places.get(match.id) ?? END;
  const edges = useEdges(
    {
      conversation,
      rows,
      start: start.kind === "row" ? start.key : undefined,
      place: () => places.get(match.id),
    },
    actions,
  );
  const { mounted, endMounted } = edges;
  const { seenSeq, checkSeen } = useSeen({
    start: match.readSeq,
    look: () => storedUpTo(items, lastSeen.current),
    report: (seq) => actions.seen(match.id, seq),
  });
  const { moveTo, beforeChange, isBelow } = useReadingPosition({
    viewport,
    content: options.content,
    start,
    rows,
    newestLoaded: endMounted && !hasNewer,
    onSettled: (position) => {
      places.set(match.id, position.place);
      lastSeen.current = position.lastSeen();
      checkSeen();
      edges.check(position);
      setFar(position.place.kind !== "end" && isFar(position, viewport.current));
    },
    onScroll: (position) => {
      const uppermost = position.firstSeen();
      const row = rows.find(({ item }) => item.key === uppermost);
      if (row !== undefined) options.chip.current?.show(dayLabel(row.item.createdAt, Date.now(), reader()));
    },
  });
  const toEnd = () => {
    if (hasNewer) void actions.loadLatest(match.id);
    moveTo(END);
  };
  const unseen = items.filter((item) => !item.mine && (item.seq ?? 0) > seenSeq);
  useFollowOwn(items, toEnd);
  return {
    rows,
    mounted,
    atNewest: endMounted && !hasNewer,
    far: far || hasNewer,
    unseen: unseen.length,
    // First to what is new, then to the end (U07).
    jump: () => {
      const [first] = unseen;
      if (first === undefined || !isBelow(first.key)) return toEnd();
      edges.mountAround(first.key);
      moveTo(atDivider(first.key));
    },
    beforeChange,
  };
}

function useRows({ items, firstUnreadSeq }: Conversation, today: string): readonly Row[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another zone messages are of other days
  const known = useMemo<KnownRows>(() => new WeakMap(), [today]);
  return useMemo(
    () => rowsOf(items, firstUnreadSeq, { reader: reader(), known }),
    [items, firstUnreadSeq, known],
  );
}

function dividerPlace(rows: readonly Row[]): Place | undefined {
  const unread = rows.find((row) => row.startsUnread);
  return unread && atDivider(unread.item.key);
}

function atDivider(key: string): Place {
  return { kind: "row", key, offset: { screens: DIVIDER_AT } };
}

/** The newest seq at or above a row: own messages that are not stored yet, or never will be, stand below all others. */
function storedUpTo(items: readonly TranscriptItem[], key: string | undefined): number | undefined {
  const at = items.findIndex((item) => item.key === key);
  return items.slice(0, at + 1).findLast((item) => item.seq !== undefined)?.seq;
}

function isFar(position: ReadingPosition, viewport: HTMLElement | null): boolean {
  return position.rowsBelow() > FAR_ROWS || position.distanceToEnd > (viewport?.clientHeight ?? 0);
}
