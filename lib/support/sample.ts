import type { Event, EventOf, Match, Me, Message } from "@duologue/protocol/models";

/** Well-formed objects of the wire, of which a test names only what it is about. */

export const MATCH = "match-1";

export function isoAt(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 22) + seconds * 1_000).toISOString();
}

export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `message-${seq}`,
    matchId: MATCH,
    seq,
    senderId: "bob",
    clientMessageId: `client-id-${seq}`,
    content: `text ${seq}`,
    createdAt: isoAt(seq),
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    reactions: [],
    attachments: [],
    ...change,
  };
}

export function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
}

type Change = Exclude<Event["kind"], "message">;

export function event<Kind extends Change>(
  seq: number,
  kind: Kind,
  rest: Omit<EventOf<Kind>, "kind" | "id" | "matchId" | "seq" | "actorId" | "clientMessageId" | "createdAt"> &
    Partial<EventOf<Kind>>,
): EventOf<Kind>;
export function event(seq: number, kind: string, rest: object): object {
  const position = { id: `event-${seq}`, matchId: MATCH, seq, clientMessageId: `client-id-${seq}` };
  return { ...position, actorId: "bob", createdAt: isoAt(seq), kind, ...rest };
}

export function match(change: Partial<Match> = {}): Match {
  return {
    id: MATCH,
    peer: { id: "bob", name: "Bob", image: null, bio: null },
    status: "open",
    createdAt: isoAt(0),
    head: 0,
    lastMessage: null,
    unreadCount: 0,
    readSeq: 0,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    peerReadAt: null,
    ...change,
  };
}

export function me(id = "ann"): Me {
  const settings = { readReceipts: true, typing: true, presence: true };
  return { id, name: id, image: null, bio: null, settings };
}
