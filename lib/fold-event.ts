import type { Event, EventOf, Message } from "@duologue/protocol/models";

/** An event that changes a message which an earlier event began. */
export type ChangeEvent = EventOf<"edit"> | EventOf<"delete"> | EventOf<"react"> | EventOf<"unreact">;

export function isChange(event: Event): event is ChangeEvent {
  return (
    event.kind === "edit" || event.kind === "delete" || event.kind === "react" || event.kind === "unreact"
  );
}

/**
 * The message after the event. Applying an event again changes nothing more, so a page that already contains it does
 * no harm; a message that stays as it was stays the same object.
 */
export function foldEvent(message: Message, event: ChangeEvent): Message {
  if (message.deletedAt !== null) return message;
  switch (event.kind) {
    case "edit":
      return message.content === event.content && message.editedAt === event.createdAt
        ? message
        : { ...message, content: event.content, editedAt: event.createdAt };
    case "delete":
      return { ...message, content: null, deletedAt: event.createdAt, reactions: [], attachments: [] };
    case "react":
      return withReaction(message, event);
    case "unreact":
      return withoutReaction(message, event);
  }
}

function withReaction(message: Message, { emoji, actorId }: EventOf<"react">): Message {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if (known?.userIds.includes(actorId)) return message;
  const reactions = known
    ? message.reactions.map((one) => (one === known ? { emoji, userIds: [...one.userIds, actorId] } : one))
    : [...message.reactions, { emoji, userIds: [actorId] }];
  return { ...message, reactions };
}

function withoutReaction(message: Message, { emoji, actorId }: EventOf<"unreact">): Message {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if (!known?.userIds.includes(actorId)) return message;
  const userIds = known.userIds.filter((userId) => userId !== actorId);
  const others = message.reactions.filter((reaction) => reaction !== known || userIds.length > 0);
  return { ...message, reactions: others.map((one) => (one === known ? { emoji, userIds } : one)) };
}
