import { useEffect, useMemo, useRef, useState } from "react";
import type { ChatActions, Conversation } from "@/lib/chat-state";
import { type Centre, mountedRange } from "./mounted-range";
import type { Place, ReadingPosition } from "./reading-position";
import type { Row } from "./rows";
import { type Stretch, Stretches } from "./stretches";

/** Screens of messages that should lie ready beyond the visible one. */
const READY_SCREENS = 1.5;

interface EdgesOptions {
  conversation: Conversation;
  rows: readonly Row[];
  /** around which row to begin */
  start: Centre;
  /** where the reader is; undefined until they have been somewhere */
  place: () => Place | undefined;
}

interface Edges {
  /** the stretches to draw */
  mounted: readonly Stretch[];
  /** the last of all rows is among them */
  endMounted: boolean;
  /** Call when the reader has moved or rows have come. */
  check: (position: ReadingPosition) => void;
  /** Mounts the rows around this one. */
  mountAround: (key: string) => void;
}

/**
 * Keeps rows ready beyond what the reader sees: mounts those that are loaded, loads those that are not. Asked after
 * scrolling and after new rows, never after a failed attempt by itself: the reader's next scroll is the retry.
 */
export function useEdges({ conversation, rows, start, place }: EdgesOptions, actions: ChatActions): Edges {
  const [centre, setCentre] = useState<Centre>(start);
  const [first, setFirst] = useState(rows[0]?.item.key);
  // History that has come is mounted at once, as far as it fits around the reader, and not in a second step.
  if (first !== rows[0]?.item.key) {
    setFirst(rows[0]?.item.key);
    const now = place();
    if (now?.kind === "row") setCentre(now.key);
  }
  const [division] = useState(() => new Stretches());
  const stretches = useMemo(() => division.of(rows), [division, rows]);
  const { from, to } = mountedRange(stretches, centre);
  const mounted = useMemo(() => stretches.slice(from, to), [stretches, from, to]);
  const endMounted = to === stretches.length;
  const latest = useRef({ conversation, above: from > 0, below: !endMounted });
  useEffect(() => {
    latest.current = { conversation, above: from > 0, below: !endMounted };
  });

  const check = (position: ReadingPosition) => {
    const { above, below, conversation: now } = latest.current;
    const { place, distanceToStart, distanceToEnd, viewportHeight } = position;
    const reach = viewportHeight * READY_SCREENS;
    const nearStart = distanceToStart < reach;
    const nearEnd = distanceToEnd < reach;
    // Rows around the reader; the newest again as soon as the reader is at the end.
    if (place.kind === "end") setCentre(undefined);
    else if ((nearStart && above) || (nearEnd && below)) setCentre(place.key);
    if (nearStart && !above && now.hasOlder && !now.loadingOlder) void actions.loadOlder(now.match.id);
    if (nearEnd && !below && now.hasNewer && !now.loadingNewer) void actions.loadNewer(now.match.id);
  };
  return { mounted, endMounted, check, mountAround: setCentre };
}
