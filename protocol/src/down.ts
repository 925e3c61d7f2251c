import type { ErrorCode } from "./errors.ts";
import type { Event, Match, Message, User } from "./models.ts";

export type Notification =
  | { type: "message"; matchId: string; message: Message; from: User; unreadCount: number }
  | { type: "match"; matchId: string; from: User; unreadCount: number };

export interface Receipt {
  matchId: string;
  userId: string;
  readSeq: number;
  deliveredSeq: number;
  /** when readSeq last rose */
  readAt: string | null;
}

export interface Presence {
  userId: string;
  online: boolean;
  /** when the last session of an offline person ended; null while online or not known */
  lastSeen: string | null;
}

/** Everything that the server may say on a socket: event name → its one argument. */
export interface Down {
  /** room `match-{matchId}` */
  "new-message": Message;
  /** the recipient's personal room */
  "new-notification": Notification;
  /** room `match-{matchId}`: every event that is not a new message */
  "conversation-event": Event;
  /** personal rooms: the match as this user sees it; state, so the latest wins */
  "conversation-updated": Match;
  /** room `match-{matchId}` */
  receipt: Receipt;
  /** room `match-{matchId}` */
  typing: { matchId: string; userId: string; typing: boolean };
  /** personal rooms of people with an open match */
  presence: Presence;
  /** this socket, before the server cuts it */
  "session-ended": { code: ErrorCode };
  /** this socket, before a stopping server closes it: come back after this many milliseconds, not before */
  "server-stopping": { retryAfter: number };
}

export type DownEvent = keyof Down;

/** The same, in the shape that Socket.IO's types want. */
export type DownEvents = { [Name in DownEvent]: (argument: Down[Name]) => void };
