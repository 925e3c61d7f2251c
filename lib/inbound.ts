import type { Down, DownEvent, Notification } from "@duologue/protocol/down";
import { messageOf } from "@duologue/protocol/message-of";
import type { Event, Match, Message } from "@duologue/protocol/models";
import type { CatchUp } from "./catch-up.ts";
import type { ChatContext } from "./chat-context.ts";
import type { DeliveredMarks } from "./delivered-marks.ts";
import type { Keeper } from "./keeper.ts";
import { withMessage } from "./merge-match.ts";
import type { PresenceMap } from "./presence-map.ts";
import type { ReadMarks } from "./read-marks.ts";
import type { Sender } from "./sender.ts";
import type { LogEntry } from "./timeline.ts";
import type { TypingSignals } from "./typing-signals.ts";

/** Where the parts of what comes in go. */
export interface InboundParts {
  catchUp: CatchUp;
  sender: Sender;
  reads: ReadMarks;
  delivered: DeliveredMarks;
  typing: TypingSignals;
  presence: PresenceMap;
  keeper: Keeper;
}

/**
 * Everything that the server says, from whichever side: pushes, answers and fetched pages go through here, so that each
 * has the same effect however it came. All of it may come twice, late or never (G9).
 */
export class Inbound {
  private readonly context: ChatContext;
  private readonly parts: InboundParts;
  /** matches that are being asked for because something named them first */
  private readonly asked = new Set<string>();

  constructor(context: ChatContext, parts: InboundParts) {
    this.context = context;
    this.parts = parts;
  }

  /** What a socket said. One door with the compiler's list of names: a new event cannot be forgotten. */
  readonly handlers: { [Name in DownEvent]: (payload: Down[Name]) => void } = {
    "new-message": (message) => this.message(message),
    "new-notification": (notification) => this.notification(notification),
    "conversation-event": (event) => this.event(event),
    "conversation-updated": (match) => this.match(match),
    receipt: (receipt) => this.receipt(receipt),
    typing: ({ matchId, userId, typing }) => {
      if (userId !== this.context.model.me.id) this.parts.typing.heard(matchId, typing);
    },
    presence: (presence) => this.parts.presence.heard(presence),
    // The socket itself obeys these two.
    "session-ended": () => {},
    "server-stopping": () => {},
  };

  match(told: Match): void {
    const { model } = this.context;
    const match = model.putMatch(told);
    const { lastMessage } = match;
    this.parts.catchUp.hear(match.id, match.head);
    if (lastMessage && model.unreadCount(match) > 0) this.received(match.id, lastMessage);
    this.parts.keeper.schedule();
  }

  /** A stored message, as it was pushed, answered or told by another tab. */
  message(message: Message, unreadCount?: number): void {
    const { model } = this.context;
    const { matchId } = message;
    const known = model.matches.get(matchId);
    if (known) model.putMatch(withMessage(known, message, unreadCount));
    else void this.ask(matchId);
    this.parts.catchUp.receive(matchId, [message]);
    if (message.senderId !== model.me.id) this.parts.typing.heard(matchId, false);
    this.noticed(matchId, [message]);
  }

  /** Events that were fetched, and are applied already. */
  fetched(matchId: string, entries: readonly LogEntry[]): void {
    const { model } = this.context;
    const known = model.matches.get(matchId);
    const newest = model.rooms.get(matchId)?.timeline?.tail.messages.at(-1);
    if (known && newest) model.putMatch(withMessage(known, newest));
    for (const entry of entries) if ("kind" in entry && entry.kind === "close") this.closed(entry);
    this.noticed(
      matchId,
      entries.flatMap((entry) => {
        if (!("kind" in entry)) return entry;
        return entry.kind === "message" ? messageOf(entry) : [];
      }),
    );
  }

  private noticed(matchId: string, messages: readonly Message[]): void {
    const { model } = this.context;
    for (const message of messages) this.parts.sender.confirm(message);
    const last = messages.findLast((message) => message.senderId !== model.me.id);
    if (last) this.received(matchId, last);
    this.parts.sender.forgetApplied(matchId);
    this.parts.keeper.schedule();
  }

  private received(matchId: string, message: Message): void {
    if (message.senderId !== this.context.model.me.id) this.parts.delivered.reach(matchId, message.seq);
  }

  private notification(notification: Notification): void {
    if (notification.type === "message") this.message(notification.message, notification.unreadCount);
    else void this.ask(notification.matchId);
  }

  private event(event: Event): void {
    this.parts.catchUp.receive(event.matchId, [event]);
    this.fetched(event.matchId, [event]);
  }

  private closed({ matchId, seq }: Event): void {
    const { model } = this.context;
    const known = model.matches.get(matchId);
    if (known) model.putMatch({ ...known, status: "closed", head: Math.max(known.head, seq) });
  }

  private receipt({ matchId, userId, readSeq, deliveredSeq, readAt }: Down["receipt"]): void {
    const { model } = this.context;
    const known = model.matches.get(matchId);
    if (userId === model.me.id) this.parts.reads.learned(matchId, readSeq);
    else if (known)
      model.putMatch({ ...known, peerReadSeq: readSeq, peerDeliveredSeq: deliveredSeq, peerReadAt: readAt });
  }

  /** A match that nobody told of yet. If it cannot be had, the next sync brings it. */
  private async ask(matchId: string): Promise<void> {
    if (this.asked.has(matchId)) return;
    this.asked.add(matchId);
    const outcome = await this.context.api.match(matchId);
    this.asked.delete(matchId);
    if (outcome.ok) this.match(outcome.value);
  }
}
