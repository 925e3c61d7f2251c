import type { Event } from "@duologue/protocol/models";
import type { LogRow, MatchRecord } from "../../domain/ports.ts";
import type { EventColumns } from "./log-writes.ts";
import { sideOf } from "./match-row.ts";

export const EVENT_COLUMNS =
  "seq, id, kind, side, client_id, target_seq, body, created_at, sent_a, sent_b, message_seq";

/** A row of `event` without its match, in the order of EVENT_COLUMNS. */
export type EventRow = readonly [
  seq: number,
  id: string,
  kind: Event["kind"],
  side: 0 | 1,
  clientId: string,
  targetSeq: number | null,
  body: string | null,
  createdAt: string,
  sentA: number,
  sentB: number,
  messageSeq: number,
];

export function toLogRow(match: MatchRecord, row: EventRow): LogRow {
  const [, , , , , , , , sentA, sentB, messageSeq] = row;
  return { event: toEvent(match, row), sent: [sentA, sentB], messageSeq };
}

export function toColumns(
  key: number,
  match: MatchRecord,
  { event, sent, messageSeq }: LogRow,
): EventColumns {
  return [
    key,
    event.seq,
    event.id,
    event.kind,
    sideOf(match, event.actorId),
    event.clientMessageId,
    event.targetSeq,
    bodyOf(event),
    event.createdAt,
    ...sent,
    messageSeq,
  ];
}

function bodyOf(event: Event): string | null {
  switch (event.kind) {
    case "message":
    case "edit":
      return event.content;
    case "react":
    case "unreact":
      return event.emoji;
    case "delete":
    case "close":
      return null;
  }
}

function toEvent(
  { id: matchId, members }: MatchRecord,
  [seq, id, kind, side, clientMessageId, targetSeq, body, createdAt]: EventRow,
): Event {
  const position = { id, matchId, seq, actorId: members[side], clientMessageId, createdAt };
  switch (kind) {
    case "message":
      return { ...position, kind, targetSeq, content: present(body) };
    case "edit":
      return { ...position, kind, targetSeq: present(targetSeq), content: present(body) };
    case "react":
    case "unreact":
      return { ...position, kind, targetSeq: present(targetSeq), emoji: present(body) };
    case "delete":
      return { ...position, kind, targetSeq: present(targetSeq) };
    case "close":
      return { ...position, kind, targetSeq: null };
  }
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A row of the log lacks what its kind of event must have.");
  return value;
}
