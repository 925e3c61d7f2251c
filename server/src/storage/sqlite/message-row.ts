import type { LogRow, MatchRecord } from "../../domain/ports.ts";

export const MESSAGE_COLUMNS = "seq, id, side, client_id, target_seq, body, created_at, sent_a, sent_b";

/** A row of `event` that holds a message, without what that says of it already; in the order of MESSAGE_COLUMNS. */
export type MessageRow = readonly [
  seq: number,
  id: string,
  side: 0 | 1,
  clientId: string,
  targetSeq: number | null,
  body: string,
  createdAt: string,
  sentA: number,
  sentB: number,
];

export function toMessageLogRow({ id: matchId, members }: MatchRecord, row: MessageRow): LogRow {
  const [seq, id, side, clientMessageId, targetSeq, content, createdAt, sentA, sentB] = row;
  return {
    event: {
      id,
      matchId,
      seq,
      actorId: members[side],
      clientMessageId,
      createdAt,
      kind: "message",
      targetSeq,
      content,
    },
    sent: [sentA, sentB],
    messageSeq: seq,
  };
}
