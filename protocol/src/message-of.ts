import type { EventOf, Message } from "./models.ts";

/** The message that a message event begins: nothing has been edited, deleted or reacted to yet. */
export function messageOf(event: EventOf<"message">): Message {
  return {
    id: event.id,
    matchId: event.matchId,
    seq: event.seq,
    senderId: event.actorId,
    clientMessageId: event.clientMessageId,
    content: event.content,
    createdAt: event.createdAt,
    editedAt: null,
    deletedAt: null,
    replyTo: event.targetSeq,
    reactions: [],
    attachments: [],
  };
}
