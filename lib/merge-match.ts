import type { Match, Message } from "@duologue/protocol/models";

/**
 * Two states of one match, in any order of arrival: a slow page may come after the push that overtook it. Everything
 * that only ever rises is kept at its highest; the rest is of the state that saw more. `known` itself when nothing is new.
 */
export function mergeMatch(known: Match | undefined, incoming: Match): Match {
  if (!known) return incoming;
  const newer = sawMore(incoming, known) ? incoming : known;
  const further = incoming.peerReadSeq >= known.peerReadSeq ? incoming : known;
  const merged: Match = {
    ...newer,
    status: known.status === "closed" ? "closed" : incoming.status,
    head: Math.max(known.head, incoming.head),
    lastMessage: newestMessage(known, incoming),
    readSeq: Math.max(known.readSeq, incoming.readSeq),
    peerReadSeq: further.peerReadSeq,
    peerReadAt: further.peerReadAt,
    peerDeliveredSeq: Math.max(known.peerDeliveredSeq, incoming.peerDeliveredSeq),
  };
  return same(known, merged) ? known : merged;
}

/** A message was seen whose match was not told of yet; undefined leaves the count to the next state. */
export function withMessage(known: Match, message: Message, unreadCount?: number): Match {
  const counted = unreadCount !== undefined && message.seq >= known.head;
  return mergeMatch(known, {
    ...known,
    head: Math.max(known.head, message.seq),
    lastMessage: message.seq >= (known.lastMessage?.seq ?? 0) ? message : known.lastMessage,
    unreadCount: counted ? unreadCount : known.unreadCount,
  });
}

function sawMore(incoming: Match, known: Match): boolean {
  return incoming.head === known.head ? incoming.readSeq >= known.readSeq : incoming.head > known.head;
}

function newestMessage(known: Match, incoming: Match): Message | null {
  const knownSeq = known.lastMessage?.seq ?? 0;
  const incomingSeq = incoming.lastMessage?.seq ?? 0;
  if (knownSeq !== incomingSeq) return knownSeq > incomingSeq ? known.lastMessage : incoming.lastMessage;
  return incoming.head >= known.head ? incoming.lastMessage : known.lastMessage;
}

/** Compares what can differ; the wire makes new objects every time, and a new object makes a row draw again. */
function same(a: Match, b: Match): boolean {
  return (
    a.status === b.status &&
    a.head === b.head &&
    a.unreadCount === b.unreadCount &&
    a.readSeq === b.readSeq &&
    a.peerReadSeq === b.peerReadSeq &&
    a.peerDeliveredSeq === b.peerDeliveredSeq &&
    a.peerReadAt === b.peerReadAt &&
    JSON.stringify([a.peer, a.lastMessage]) === JSON.stringify([b.peer, b.lastMessage])
  );
}
