import type { Down, DownEvent } from "@duologue/protocol/down";
import type { ErrorCode } from "@duologue/protocol/errors";
import type { EventsPage, MatchesPage, MessagesPage, ReadAnswer, SyncAnswer } from "@duologue/protocol/http";
import type { Match, Me, Message } from "@duologue/protocol/models";
import type { Ack, UpArgument, UpEvent } from "@duologue/protocol/up";
import type { ChatStorage } from "./chat-storage.ts";
import type { Outcome } from "./outcome.ts";
import type { TabMessage } from "./tab-message.ts";

/** Everything that the chat needs from the outside. With all of it simulated, a run depends on nothing but a seed. */
export interface ChatPorts {
  clock: ClientClock;
  random: ClientRandom;
  api: ChatApi;
  openSocket: OpenSocket;
  /** Never rejects: where nothing can be kept, a storage of kind "memory". Calls back when its kind changes. */
  openStorage(changed: () => void): Promise<ChatStorage>;
  openTabs: OpenTabs;
  device: Device;
  /** Calls back once, soon: when the next frame is drawn, or at once where nothing is drawn. */
  beforePaint(callback: () => void): void;
}

export interface ClientClock {
  /** milliseconds since 1970, as wrong as the device's clock; for display and for noticing sleep */
  now(): number;
  /** milliseconds that never go back */
  monotonic(): number;
  /** Calls back once after so many milliseconds; the returned function cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface ClientRandom {
  /** 8 to 64 of the letters of ids, at least 122 random bits */
  id(): string;
  /** 0 ≤ x < 1 */
  fraction(): number;
}

/** The HTTP contract. Nothing here throws or rejects. */
export interface ChatApi {
  me(): Promise<Outcome<Me>>;
  updateMe(change: MeChange): Promise<Outcome<Me>>;
  matches(query: { cursor?: string | undefined; limit: number }): Promise<Outcome<MatchesPage>>;
  match(matchId: string): Promise<Outcome<Match>>;
  endMatch(matchId: string): Promise<Outcome<void>>;
  messages(
    matchId: string,
    query: { before?: number; around?: number; limit: number },
  ): Promise<Outcome<MessagesPage>>;
  events(matchId: string, query: { after: number; epoch?: string | undefined }): Promise<Outcome<EventsPage>>;
  send(matchId: string, message: OutgoingMessage): Promise<Outcome<Message>>;
  read(matchId: string, seq: number): Promise<Outcome<ReadAnswer>>;
  sync(since: string | undefined): Promise<Outcome<SyncAnswer>>;
  signOut(options: { everywhere: boolean }): Promise<Outcome<unknown>>;
}

export interface MeChange {
  name?: string;
  bio?: string | null;
  settings?: Partial<Me["settings"]>;
}

export interface OutgoingMessage {
  content: string;
  clientMessageId: string;
  replyTo?: number;
}

/** Makes the one socket of a signed-in person and connects it; it reconnects by itself until it is closed. */
export type OpenSocket = (handlers: SocketHandlers) => ChatSocket;

export interface ChatSocket {
  /** Answers the acknowledgement; undefined when there is no connection or no answer in time. Never rejects. */
  emit<Name extends UpEvent>(name: Name, argument: UpArgument<Name>): Promise<Ack<Name> | undefined>;
  /** Connects now instead of after the back-off, unless the server asked for more patience. */
  hurry(): void;
  close(): void;
}

export interface SocketHandlers {
  connected(): void;
  disconnected(): void;
  /** The server will have none of this session; the socket does not try again. */
  ended(code: ErrorCode): void;
  /** The code of the socket could not be fetched; the socket tries again by itself. */
  loadFailed(): void;
  received<Name extends DownEvent>(name: Name, payload: Down[Name]): void;
}

/** The document and the device around it. */
export interface Device {
  visible(): boolean;
  /** false: the device is sure that it has no network */
  online(): boolean;
  /** Calls back when either may have changed; returns how to stop listening. */
  onChange(listener: () => void): () => void;
}

/** Connects this tab with the other tabs of the browser. */
export type OpenTabs = (received: (userId: string, message: TabMessage) => void) => Tabs;

export interface Tabs {
  /** Tells the other tabs something about this person. */
  post(userId: string, message: TabMessage): void;
  /** Takes part in choosing which tab acts for the person; calls back, never at once, when it is this one. */
  lead(userId: string, led: () => void): Lead;
  close(): void;
}

export interface Lead {
  /** this tab drains the outbox and keeps the list in storage */
  leading(): boolean;
  stop(): void;
}
