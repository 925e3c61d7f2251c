import type { Match, Message } from "@duologue/protocol/models";
import type { SendState, TranscriptItem } from "./chat-state.ts";
import type { Pending } from "./outbox.ts";
import { shown, type Timeline } from "./timeline.ts";

/** What a transcript is made of. */
export interface TranscriptSource {
  me: string;
  timeline: Timeline | undefined;
  queue: readonly Pending[];
  marks: Pick<Match, "peerReadSeq" | "peerReadAt" | "peerDeliveredSeq">;
  offline: boolean;
}

/** Items with what they were made from, so that the next transcript takes over every item that did not change. */
export interface Transcript {
  readonly items: readonly TranscriptItem[];
  readonly messages: readonly Message[];
  readonly pending: readonly Pending[];
}

export const emptyTranscript: Transcript = { items: [], messages: [], pending: [] };

const UNSENT = Number.MAX_SAFE_INTEGER;
const SENDING: SendState = { kind: "sending" };
const WAITING: SendState = { kind: "waiting" };
const SENT: SendState = { kind: "sent" };
const DELIVERED: SendState = { kind: "delivered" };

/**
 * Oldest first: what the log holds, then own messages that are not in it yet. Costs one comparison of references for
 * each shown message (at most WINDOW_MAX) and unsent one, and a new object only for what changed.
 */
export function transcriptOf(source: TranscriptSource, previous: Transcript): Transcript {
  const { timeline } = source;
  const messages = timeline ? shown(timeline).messages : [];
  const unlogged = timeline?.past
    ? []
    : source.queue.filter((entry) => !isLogged(entry, source.me, messages));
  // What is stored and not shown by the log yet has its place before what is still to be stored.
  const pending = unlogged.toSorted((a, b) => (a.message?.seq ?? UNSENT) - (b.message?.seq ?? UNSENT));
  const items = [...loggedItems(source, messages, previous), ...pendingItems(source, pending, previous)];
  const unchanged =
    items.length === previous.items.length && items.every((item, index) => item === previous.items[index]);
  return { items: unchanged ? previous.items : items, messages, pending };
}

/** The log's copy is shown: a message appears once (G9), whoever learned first that it is stored. */
function isLogged({ clientMessageId }: Pending, me: string, messages: readonly Message[]): boolean {
  return (
    messages.findLast((one) => one.clientMessageId === clientMessageId && one.senderId === me) !== undefined
  );
}

function loggedItems(
  source: TranscriptSource,
  messages: readonly Message[],
  previous: Transcript,
): TranscriptItem[] {
  const lastRead = messages.findLast(
    (message) => message.senderId === source.me && message.seq <= source.marks.peerReadSeq,
  );
  let at = offsetOf(messages, previous.messages);
  return messages.map((message) => {
    const sameMessage = previous.messages[at] === message;
    const before = previous.items[at];
    at += 1;
    const same = sameMessage || before?.key === keyOf(message.senderId, message.clientMessageId);
    const known = same ? before : undefined;
    const sendState = stateOf(message, source, known?.sendState, message === lastRead);
    if (known && sameMessage && known.sendState === sendState) return known;
    return itemOf(message, source.me, sendState);
  });
}

/** Where in the previous messages the first of these was; negative when it is older than all of them. */
function offsetOf(messages: readonly Message[], previous: readonly Message[]): number {
  const first = messages[0];
  const before = previous[0];
  if (!first || !before) return 0;
  if (first.seq <= before.seq) return -messages.findIndex((message) => message.seq >= before.seq);
  return previous.findIndex((message) => message.seq >= first.seq);
}

/** The same object as before when it says the same, so that a mark of the peer draws only the rows that it reaches. */
function stateOf(
  message: Message,
  { me, marks }: TranscriptSource,
  before: SendState | undefined,
  newestRead: boolean,
): SendState | undefined {
  if (message.senderId !== me) return undefined;
  if (message.seq <= marks.peerReadSeq) {
    if (before?.kind === "read") return before;
    // When a message was read is known only if it was seen to happen, or for the newest that is read.
    return { kind: "read", at: before !== undefined || newestRead ? marks.peerReadAt : null };
  }
  return message.seq <= marks.peerDeliveredSeq ? DELIVERED : SENT;
}

function pendingItems(
  source: TranscriptSource,
  pending: readonly Pending[],
  previous: Transcript,
): TranscriptItem[] {
  return pending.map((entry) => {
    const at = previous.pending.indexOf(entry);
    const known = at < 0 ? undefined : previous.items[previous.messages.length + at];
    const sendState = pendingState(entry, source.offline, known?.sendState);
    if (known?.sendState === sendState) return known;
    const { message, clientMessageId, content, replyTo, createdAt } = entry;
    const key = keyOf(source.me, clientMessageId);
    if (message) return itemOf(message, source.me, sendState);
    const notYet = { seq: undefined, id: undefined, mine: true, editedAt: null };
    return { ...notYet, key, senderId: source.me, clientMessageId, content, replyTo, createdAt, sendState };
  });
}

function pendingState(entry: Pending, offline: boolean, before: SendState | undefined): SendState {
  if (entry.phase === "stored") return SENT;
  if (entry.failed !== null)
    return before?.kind === "failed" && before.code === entry.failed
      ? before
      : { kind: "failed", code: entry.failed };
  return entry.waiting || offline ? WAITING : SENDING;
}

function itemOf(message: Message, me: string, sendState: SendState | undefined): TranscriptItem {
  return {
    key: keyOf(message.senderId, message.clientMessageId),
    seq: message.seq,
    id: message.id,
    mine: message.senderId === me,
    senderId: message.senderId,
    content: message.content,
    createdAt: message.createdAt,
    editedAt: message.editedAt,
    replyTo: message.replyTo,
    clientMessageId: message.clientMessageId,
    sendState,
  };
}

/** Two people may choose the same clientMessageId. */
function keyOf(senderId: string, clientMessageId: string): string {
  return `${senderId}:${clientMessageId}`;
}
