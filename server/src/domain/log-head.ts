import type { Event, EventKind, EventOf } from "@duologue/protocol/models";
import { isoTime } from "./iso-time.ts";
import { makeMessageId } from "./message-id.ts";
import type { LogRow, MatchRecord } from "./ports.ts";
import { seatOf } from "./seat.ts";

/** What the next row depends on: the newest row without its content, small enough to cache by the ten thousand. */
export interface Head {
  /** 0 while nothing has happened */
  seq: number;
  closed: boolean;
  /** milliseconds since 1970 */
  time: number;
  sent: readonly [number, number];
  messageSeq: number;
}

/** What an actor asks to add: the part of an event that its kind decides. */
export type Draft = {
  [Kind in EventKind]: Omit<
    EventOf<Kind>,
    "id" | "matchId" | "seq" | "actorId" | "clientMessageId" | "createdAt"
  >;
}[EventKind];

export function headOf(row: LogRow | undefined): Head {
  if (row === undefined) return { seq: 0, closed: false, time: 0, sent: [0, 0], messageSeq: 0 };
  const { event, sent, messageSeq } = row;
  return {
    seq: event.seq,
    closed: event.kind === "close",
    time: Date.parse(event.createdAt),
    sent,
    messageSeq,
  };
}

export interface NextEvent {
  match: MatchRecord;
  actorId: string;
  clientMessageId: string;
  draft: Draft;
  /** milliseconds since 1970 */
  now: number;
}

/** The row after this head. Its time never lies before the one of the row before, whatever the clock says. */
export function nextRow(head: Head, { match, actorId, clientMessageId, draft, now }: NextEvent): LogRow {
  const seq = head.seq + 1;
  const isMessage = draft.kind === "message";
  const seat = seatOf(match, actorId);
  const [first, second] = head.sent;
  return {
    event: {
      id: makeMessageId(match.id, seq),
      matchId: match.id,
      seq,
      actorId,
      clientMessageId,
      createdAt: isoTime(Math.max(now, head.time)),
      ...draft,
    },
    sent: isMessage ? [first + (seat === 0 ? 1 : 0), second + (seat === 1 ? 1 : 0)] : head.sent,
    messageSeq: isMessage ? seq : head.messageSeq,
  };
}

/** Whether the event is what this draft asks for: tells a retry from a reused clientMessageId (G3). */
export function fulfils(event: Event, draft: Draft): boolean {
  const stored: Record<string, unknown> = event;
  return Object.entries(draft).every(([name, asked]) => stored[name] === asked);
}
