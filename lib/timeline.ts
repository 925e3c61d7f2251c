import { messageOf } from "@duologue/protocol/message-of";
import type { Event, Message } from "@duologue/protocol/models";
import { foldEvent, isChange } from "./fold-event.ts";
import {
  cutOldest,
  indexFrom,
  joined,
  type MessageWindow,
  WINDOW_MAX,
  withChanged,
} from "./message-window.ts";

/*
 * What one client holds of one conversation's log.
 *
 *   seq   1 ············· a ══ past ══ b ········ c ══════ tail ══════ cursor │ ahead: 17, 19 … known
 *                         a jump or a long        always ends at             │ heard too early,
 *                         scroll back             the cursor                 │ not shown
 *
 * Invariants
 *  1. Every event up to `cursor` is applied, once, in order; nothing after it is (I7). It never goes back: an unusable
 *     cursor means a new timeline.
 *  2. Between the first and the last message of `tail`, and of `past`, no message is missing.
 *  3. `ahead` holds only positions above cursor + 1 and at most AHEAD_MAX of them; what it cannot hold is remembered
 *     by `known` alone and fetched. So cursor < known ⇔ something is missing, and the driver pulls (G8).
 *  4. Both stretches are bounded (WINDOW_MAX).
 *
 * What fails how: pushes may repeat, reorder or vanish (G9) – repeats are at or below the cursor and dropped, reordered
 * ones wait in `ahead`, vanished ones leave cursor < known, or are found by the periodic sync. A page that was read
 * before a change which is already applied is "stale" and must be asked for again: its messages lack that change.
 */
export interface Timeline {
  readonly cursor: number;
  /** the highest position that anybody has told of */
  readonly known: number;
  readonly ahead: ReadonlyMap<number, LogEntry>;
  readonly tail: MessageWindow;
  /** what is shown instead of the tail, while there is one */
  readonly past: MessageWindow | undefined;
  /** position of the newest applied event that changed an older message */
  readonly changedAt: number;
}

/** A position of the log as the wire brings it: `new-message` carries the message, everything else the event. */
export type LogEntry = Message | Event;

/** A part of GET /api/messages. */
interface Page {
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  readonly head: number;
}

const AHEAD_MAX = 200;
/** What stays of the tail while the reader is far back in history. */
const TAIL_KEPT = 100;

/** Begins with the newest page. */
export function openTimeline(page: Page): Timeline {
  const within = indexFrom(page.messages, page.head + 1);
  const begun: Timeline = {
    cursor: page.head,
    known: page.head,
    ahead: new Map(),
    tail: { messages: page.messages.slice(0, within), hasOlder: page.hasMore },
    past: undefined,
    changedAt: 0,
  };
  return receive(begun, page.messages.slice(within));
}

/** Something is missing between what is applied and what is known to exist. */
export function isBehind(timeline: Timeline): boolean {
  return timeline.cursor < timeline.known;
}

/** Somebody said that the log reaches this far. */
export function hear(timeline: Timeline, head: number): Timeline {
  return head > timeline.known ? { ...timeline, known: head } : timeline;
}

/** Takes entries in any order and any number of times; the same object when none was new. */
export function receive(timeline: Timeline, entries: readonly LogEntry[]): Timeline {
  const ahead = new Map(timeline.ahead);
  const due: LogEntry[] = [];
  let { cursor, known } = timeline;
  for (const entry of entries) {
    known = Math.max(known, entry.seq);
    if (entry.seq > cursor + 1) {
      if (ahead.size < AHEAD_MAX) ahead.set(entry.seq, entry);
      continue;
    }
    for (let next: LogEntry | undefined = entry; next?.seq === cursor + 1; next = ahead.get(cursor + 1)) {
      due.push(next);
      cursor += 1;
      ahead.delete(cursor);
    }
  }
  if (due.length === 0 && ahead.size === timeline.ahead.size && known === timeline.known) return timeline;
  return applied({ ...timeline, known, ahead }, due);
}

/** `due` are the positions right after the cursor, in order. */
function applied(timeline: Timeline, due: readonly LogEntry[]): Timeline {
  let { tail, past, changedAt } = timeline;
  let added: Message[] = [];
  const append = () => {
    if (added.length > 0) tail = { ...tail, messages: [...tail.messages, ...added] };
    added = [];
  };
  for (const entry of due) {
    if (!("kind" in entry)) added.push(entry);
    else if (entry.kind === "message") added.push(messageOf(entry));
    else if (isChange(entry)) {
      append();
      const change = (message: Message) => foldEvent(message, entry);
      tail = withChanged(tail, entry.targetSeq, change);
      past = past && withChanged(past, entry.targetSeq, change);
      changedAt = entry.seq;
    }
  }
  append();
  const cursor = timeline.cursor + due.length;
  return { ...timeline, cursor, tail: cutOldest(tail, past ? TAIL_KEPT : WINDOW_MAX), past, changedAt };
}

/** The stretch to show. */
export function shown(timeline: Timeline): MessageWindow {
  return timeline.past ?? timeline.tail;
}

/** The page that was asked for as `before` the first shown message. Nothing happens when that is no longer the first. */
export function prependPage(timeline: Timeline, before: number, page: Page): Timeline | "stale" {
  const window = shown(timeline);
  if (window.messages[0]?.seq !== before) return timeline;
  if (page.head < timeline.changedAt) return "stale";
  const older = {
    messages: page.messages.slice(0, indexFrom(page.messages, before)),
    hasOlder: page.hasMore,
  };
  const grown = older.messages.length > 0 ? joined(older, window) : { ...window, hasOlder: page.hasMore };
  if (grown.messages.length <= WINDOW_MAX)
    return timeline.past ? { ...timeline, past: grown } : { ...timeline, tail: grown };
  const past = { ...grown, messages: grown.messages.slice(0, WINDOW_MAX) };
  return { ...timeline, past, tail: cutOldest(timeline.tail, TAIL_KEPT) };
}

/** Shows the page around a position instead of the tail; as one with the tail where they touch. */
export function showAround(timeline: Timeline, page: Page): Timeline | "stale" {
  if (page.head < timeline.changedAt) return "stale";
  const around = { messages: page.messages, hasOlder: page.hasMore };
  return reaching({ ...timeline, past: around }, around);
}

/** The page around the last message of the past, which was `anchor` when it was asked for. */
export function appendPage(timeline: Timeline, anchor: number, page: Page): Timeline | "stale" {
  const { past } = timeline;
  if (past?.messages.at(-1)?.seq !== anchor) return timeline;
  if (page.head < timeline.changedAt) return "stale";
  const messages = page.messages.slice(indexFrom(page.messages, anchor + 1));
  const first = timeline.tail.messages[0]?.seq ?? 0;
  // Nothing newer than the anchor up to page.head, and the tail has all since: the past is the rest of the tail.
  if (messages.length === 0 && first > page.head + 1) return "stale";
  if (messages.length === 0) return { ...timeline, tail: joined(past, timeline.tail), past: undefined };
  const grown = cutOldest({ ...past, messages: [...past.messages, ...messages] }, WINDOW_MAX);
  return reaching({ ...timeline, past: grown }, grown);
}

/** Makes past and tail one when the past has reached the tail; what the past has beyond the cursor is left to `receive`. */
function reaching(timeline: Timeline, past: MessageWindow): Timeline {
  const first = timeline.tail.messages[0];
  const last = past.messages.at(-1);
  if (first && last && last.seq < first.seq) return timeline;
  const within = { ...past, messages: past.messages.slice(0, indexFrom(past.messages, timeline.cursor + 1)) };
  const beyond = past.messages.slice(within.messages.length);
  const tail = cutOldest(joined(within, timeline.tail), WINDOW_MAX);
  return receive({ ...timeline, tail, past: undefined }, beyond);
}

/** Forgets the past and shows the newest messages. */
export function showLatest(timeline: Timeline): Timeline {
  return timeline.past ? { ...timeline, past: undefined } : timeline;
}
