import type { Down, DownEvent } from "@duologue/protocol/down";
import type { EventsPage, MatchesPage, MessagesPage, SyncAnswer } from "@duologue/protocol/http";
import { messageOf } from "@duologue/protocol/message-of";
import type { Event, Match, Me, Message } from "@duologue/protocol/models";
import type { MeChange } from "../chat-ports.ts";
import { foldEvent, isChange } from "../fold-event.ts";
import { isoAt, me } from "./sample.ts";

/** One conversation's truth. */
interface Conversation {
  id: string;
  members: readonly [string, string];
  events: Event[];
  read: Map<string, number>;
  delivered: Map<string, number>;
  changedAt: number;
}

type Hint = <Name extends DownEvent>(
  to: { userId?: string; matchId?: string },
  name: Name,
  payload: Down[Name],
) => void;

/** A refusal that a client is told of. */
export class Refusal extends Error {
  readonly code: "not_found" | "match_closed" | "client_message_id_reused" | "unauthenticated";

  constructor(code: Refusal["code"]) {
    super(code);
    this.code = code;
  }
}

/** The smallest server that keeps the contract: logs in memory, no faults of its own. Hints go out through `hint`. */
export class LogServer {
  epoch = "epoch-1";
  readonly conversations = new Map<string, Conversation>();
  readonly signedOut = new Set<string>();
  /** those who have changed something about themselves */
  private readonly people = new Map<string, Me>();
  hint: Hint = () => {};
  private changes = 0;

  match(id: string, members: readonly [string, string]): void {
    this.conversations.set(id, {
      id,
      members,
      events: [],
      read: new Map(),
      delivered: new Map(),
      changedAt: this.nextChange(),
    });
  }

  me(userId: string): Me {
    if (this.signedOut.has(userId)) throw new Refusal("unauthenticated");
    return this.people.get(userId) ?? me(userId);
  }

  updateMe(userId: string, { settings, ...change }: MeChange): Me {
    const before = this.me(userId);
    const after = { ...before, ...change, settings: { ...before.settings, ...settings } };
    this.people.set(userId, after);
    return after;
  }

  send(userId: string, matchId: string, sent: { content: string; clientMessageId: string }): Message {
    const conversation = this.of(userId, matchId);
    const { events } = conversation;
    const known = events.find(
      (one) => one.actorId === userId && one.clientMessageId === sent.clientMessageId,
    );
    if (known?.kind === "message") {
      if (known.content !== sent.content) throw new Refusal("client_message_id_reused");
      return messageOf(known);
    }
    if (events.at(-1)?.kind === "close") throw new Refusal("match_closed");
    const event = { ...this.position(conversation, userId), kind: "message" as const, targetSeq: null };
    const stored = { ...event, content: sent.content, clientMessageId: sent.clientMessageId };
    this.append(conversation, stored);
    const message = messageOf(stored);
    this.hint({ matchId }, "new-message", message);
    const peer = peerOf(conversation, userId);
    const { unreadCount } = this.view(conversation, peer);
    const from = { ...me(userId) };
    this.hint({ userId: peer }, "new-notification", { type: "message", matchId, message, from, unreadCount });
    return message;
  }

  edit(userId: string, matchId: string, targetSeq: number, content: string): void {
    const conversation = this.of(userId, matchId);
    const event = { ...this.position(conversation, userId), kind: "edit" as const, targetSeq, content };
    this.append(conversation, event);
    this.hint({ matchId }, "conversation-event", event);
  }

  end(userId: string, matchId: string): void {
    const conversation = this.of(userId, matchId);
    if (conversation.events.at(-1)?.kind === "close") return;
    const event = { ...this.position(conversation, userId), kind: "close" as const, targetSeq: null };
    this.append(conversation, event);
    this.hint({ matchId }, "conversation-event", event);
  }

  page(
    userId: string,
    matchId: string,
    query: { before?: number; around?: number; limit: number },
  ): MessagesPage {
    const all = this.messages(this.of(userId, matchId));
    const head = this.conversations.get(matchId)?.events.length ?? 0;
    const from = query.around ?? query.before ?? Number.POSITIVE_INFINITY;
    const newer =
      query.around === undefined
        ? []
        : all.filter((one) => one.seq >= from).slice(0, Math.ceil(query.limit / 2));
    const below = all.filter((one) => one.seq < from);
    const older = below.slice(Math.max(0, below.length - (query.limit - newer.length)));
    return { messages: [...older, ...newer], hasMore: older.length < below.length, head };
  }

  events(userId: string, matchId: string, query: { after: number; epoch?: string | undefined }): EventsPage {
    const { events } = this.of(userId, matchId);
    const otherEpoch = query.epoch !== undefined && query.epoch !== this.epoch;
    if (otherEpoch || query.after > events.length) return { reset: true };
    const page = events.slice(query.after, query.after + 200);
    const head = events.length;
    return { epoch: this.epoch, events: page, head, hasMore: query.after + page.length < head };
  }

  read(userId: string, matchId: string, seq: number): { readSeq: number } {
    const conversation = this.of(userId, matchId);
    const readSeq = raise(conversation.read, userId, Math.min(seq, conversation.events.length));
    raise(conversation.delivered, userId, readSeq);
    this.marked(conversation, userId);
    return { readSeq };
  }

  deliver(userId: string, matchId: string, seq: number): { deliveredSeq: number } {
    const conversation = this.of(userId, matchId);
    const deliveredSeq = raise(conversation.delivered, userId, Math.min(seq, conversation.events.length));
    this.marked(conversation, userId);
    return { deliveredSeq };
  }

  matches(userId: string, query: { cursor?: string | undefined; limit: number }): MatchesPage {
    const all = [...this.conversations.values()]
      .filter(({ members }) => members.includes(userId))
      .sort((a, b) => b.changedAt - a.changedAt);
    const start = Number(query.cursor ?? 0);
    const page = all.slice(start, start + query.limit);
    const end = start + page.length;
    const matches = page.map((conversation) => this.view(conversation, userId));
    return { matches, nextCursor: end < all.length ? String(end) : null, token: String(this.changes) };
  }

  sync(userId: string, since: string | undefined): SyncAnswer {
    const from = Number(since ?? 0);
    if (from > this.changes) return { reset: true };
    const changed = [...this.conversations.values()]
      .filter(({ members, changedAt }) => members.includes(userId) && changedAt > from)
      .sort((a, b) => a.changedAt - b.changedAt);
    const page = changed.slice(0, 500);
    const hasMore = page.length < changed.length;
    const token = String(hasMore ? (page.at(-1)?.changedAt ?? from) : this.changes);
    const matches = page.map((conversation) => this.view(conversation, userId));
    return { epoch: this.epoch, matches, token, hasMore };
  }

  one(userId: string, matchId: string): Match {
    return this.view(this.of(userId, matchId), userId);
  }

  /** Goes back to a backup: what came after it never was, and the epoch says so. */
  restore(matchId: string, head: number): void {
    const conversation = this.conversations.get(matchId);
    if (!conversation) return;
    conversation.events.length = head;
    for (const marks of [conversation.read, conversation.delivered])
      for (const [userId, seq] of marks) marks.set(userId, Math.min(seq, head));
    this.epoch += "'";
  }

  messages({ events }: Conversation): Message[] {
    const messages = new Map<number, Message>();
    for (const event of events) {
      if (event.kind === "message") messages.set(event.seq, messageOf(event));
      const target = event.targetSeq === null ? undefined : messages.get(event.targetSeq);
      if (isChange(event) && target) messages.set(target.seq, foldEvent(target, event));
    }
    return [...messages.values()];
  }

  of(userId: string, matchId: string): Conversation {
    this.me(userId);
    const conversation = this.conversations.get(matchId);
    if (!conversation?.members.includes(userId)) throw new Refusal("not_found");
    return conversation;
  }

  private position(conversation: Conversation, actorId: string) {
    const seq = conversation.events.length + 1;
    const id = `${conversation.id}-${seq}`;
    return {
      id,
      matchId: conversation.id,
      seq,
      actorId,
      clientMessageId: `server-${id}`,
      createdAt: isoAt(this.changes),
    };
  }

  private append(conversation: Conversation, event: Event): void {
    conversation.events.push(event);
    this.changed(conversation);
  }

  private marked(conversation: Conversation, userId: string): void {
    this.changed(conversation);
    const [readSeq, deliveredSeq] = [conversation.read, conversation.delivered].map(
      (marks) => marks.get(userId) ?? 0,
    );
    const receipt = {
      userId,
      readSeq: readSeq ?? 0,
      deliveredSeq: deliveredSeq ?? 0,
      readAt: isoAt(this.changes),
    };
    this.hint({ matchId: conversation.id }, "receipt", { matchId: conversation.id, ...receipt });
  }

  private changed(conversation: Conversation): void {
    conversation.changedAt = this.nextChange();
    for (const userId of conversation.members)
      this.hint({ userId }, "conversation-updated", this.view(conversation, userId));
  }

  private nextChange(): number {
    this.changes += 1;
    return this.changes;
  }

  private view(conversation: Conversation, userId: string): Match {
    const peer = peerOf(conversation, userId);
    const messages = this.messages(conversation);
    const readSeq = conversation.read.get(userId) ?? 0;
    return {
      id: conversation.id,
      peer: { ...me(peer) },
      status: conversation.events.at(-1)?.kind === "close" ? "closed" : "open",
      createdAt: isoAt(0),
      head: conversation.events.length,
      lastMessage: messages.at(-1) ?? null,
      unreadCount: messages.filter((one) => one.senderId === peer && one.seq > readSeq).length,
      readSeq,
      peerReadSeq: conversation.read.get(peer) ?? 0,
      peerDeliveredSeq: conversation.delivered.get(peer) ?? 0,
      peerReadAt: null,
    };
  }
}

function peerOf({ members: [one, other] }: Conversation, userId: string): string {
  return one === userId ? other : one;
}

function raise(marks: Map<string, number>, userId: string, seq: number): number {
  const highest = Math.max(marks.get(userId) ?? 0, seq);
  marks.set(userId, highest);
  return highest;
}
