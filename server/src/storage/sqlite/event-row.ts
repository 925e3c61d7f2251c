import type { Event } from "@duologue/protocol/models";
import type { LogRow, MatchRecord } from "../../domain/ports.ts";
import type { EventColumns } from "./log-writes.ts";
import { sideOf } from "./match-row.ts";

export const EVENT_COLUMNS =
  "seq, id, kind, side, client_id, target_seq, body, created_at, sent_a, sent_b, message_seq";

/** A row of `event` without its match. */
export interface EventRow {
  seq: number;
  id: string;
  kind: Event["kind"];
  side: 0 | 1;
  client_id: string;
  target_seq: number | null;
  body: string | null;
  created_at: string;
  sent_a: number;
  sent_b: number;
  message_seq: number;
}

export function toLogRow(match: MatchRecord, row: EventRow): LogRow {
  return { event: toEvent(match, row), sent: [row.sent_a, row.sent_b], messageSeq: row.message_seq };
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

function toEvent(match: MatchRecord, row: EventRow): Event {
  const position = {
    id: row.id,
    matchId: match.id,
    seq: row.seq,
    actorId: match.members[row.side],
    clientMessageId: row.client_id,
    createdAt: row.created_at,
  };
  const { kind } = row;
  switch (kind) {
    case "message":
      return { ...position, kind, targetSeq: row.target_seq, content: present(row.body) };
    case "edit":
      return { ...position, kind, targetSeq: present(row.target_seq), content: present(row.body) };
    case "react":
    case "unreact":
      return { ...position, kind, targetSeq: present(row.target_seq), emoji: present(row.body) };
    case "delete":
      return { ...position, kind, targetSeq: present(row.target_seq) };
    case "close":
      return { ...position, kind, targetSeq: null };
  }
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A row of the log lacks what its kind of event must have.");
  return value;
}
