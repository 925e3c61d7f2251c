import type { Event } from "@duologue/protocol/models";
import type { LogRow, MatchRecord } from "../../domain/ports.ts";
import { type EventDocument, key, seqKey } from "./collections.ts";

export function toDocument(
  match: MatchRecord,
  { event, sent, messageSeq }: LogRow,
): Omit<EventDocument, "p"> {
  return {
    _id: key(match.id, seqKey(event.seq)),
    m: match.id,
    a: event.actorId,
    c: event.clientMessageId,
    u: match.members,
    id: event.id,
    seq: event.seq,
    kind: event.kind,
    target: event.targetSeq,
    body: bodyOf(event),
    at: event.createdAt,
    sent,
    messageSeq,
  };
}

export function toLogRow(document: EventDocument): LogRow {
  const [a, b] = document.sent;
  return { event: toEvent(document), sent: [a, b], messageSeq: document.messageSeq };
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

function toEvent({ id, m, seq, a, c, at, kind, target, body }: EventDocument): Event {
  const position = { id, matchId: m, seq, actorId: a, clientMessageId: c, createdAt: at };
  switch (kind) {
    case "message":
      return { ...position, kind, targetSeq: target, content: present(body) };
    case "edit":
      return { ...position, kind, targetSeq: present(target), content: present(body) };
    case "react":
    case "unreact":
      return { ...position, kind, targetSeq: present(target), emoji: present(body) };
    case "delete":
      return { ...position, kind, targetSeq: present(target) };
    case "close":
      return { ...position, kind, targetSeq: null };
  }
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A row of the log lacks what its kind of event must have.");
  return value;
}
