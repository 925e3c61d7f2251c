import type { ErrorCode } from "@duologue/protocol/errors";
import type { Match, Me } from "@duologue/protocol/models";
import type { Outcome } from "./outcome.ts";

/** What the screens draw. Immutable: an unchanged part is the same object from one state to the next. */
export interface ChatState {
  session: SessionState;
  /** undefined until known */
  me: Me | undefined;
  connection: ConnectionState;
  /** "memory": the browser's storage is blocked or full; nothing survives closing the tab */
  storage: "durable" | "memory";
  list: ConversationList;
  /** the open conversation and those opened lately (a bounded number); by matchId */
  conversations: ReadonlyMap<string, Conversation>;
  /**
   * texts typed but not sent, by matchId; none is empty. Beside the conversations, so that a letter that is typed
   * changes no conversation and draws no transcript
   */
  drafts: ReadonlyMap<string, string>;
  /** the conversation on screen */
  openMatchId: string | undefined;
  /** there is no such conversation, or not for this person */
  openNotFound: boolean;
  /** over all loaded conversations (the newest thousand load by themselves); for the title and the badge */
  unreadTotal: number;
}

export type SessionState = "loading" | "signed-in" | "signed-out" | "expired";

/** "reconnecting" only after 5 s without a socket; "offline" at once when the device has no network. */
export type ConnectionState = "online" | "connecting" | "reconnecting" | "offline";

export interface ConversationList {
  status: "loading" | "ready" | "failed";
  /** latest activity first */
  entries: readonly ListEntry[];
  hasMore: boolean;
}

export interface ListEntry {
  match: Match;
  /** text typed but not sent, "" when none */
  draft: string;
  /** the newest message, own unsent ones included */
  preview: { mine: boolean; content: string | null; createdAt: string } | undefined;
  /** some message of mine could not be sent */
  failed: boolean;
  peerTyping: boolean;
  peerOnline: boolean;
}

export interface Conversation {
  match: Match;
  status: "loading" | "ready" | "failed";
  /** oldest first: what the log holds, then own messages that are not in it yet */
  items: readonly TranscriptItem[];
  hasOlder: boolean;
  loadingOlder: boolean;
  /** newer messages than the last item exist and are not shown (after a jump, or far back in history) */
  hasNewer: boolean;
  loadingNewer: boolean;
  /** the divider's place, fixed when the conversation was opened; undefined when nothing was unread */
  firstUnreadSeq: number | undefined;
  peerTyping: boolean;
  peerOnline: boolean;
  /** ISO time; null when unknown */
  peerLastSeen: string | null;
}

export interface TranscriptItem {
  /** the same for the optimistic row and the stored message: clientMessageId with its sender */
  key: string;
  /** undefined until the log has it */
  seq: number | undefined;
  id: string | undefined;
  mine: boolean;
  senderId: string;
  /** null: deleted */
  content: string | null;
  createdAt: string;
  editedAt: string | null;
  replyTo: number | null;
  clientMessageId: string;
  /** undefined on the peer's messages */
  sendState: SendState | undefined;
}

export type SendState =
  | { kind: "sending" }
  /** about ten seconds have passed, or there is no connection: it goes out by itself later */
  | { kind: "waiting" }
  | { kind: "sent" }
  | { kind: "delivered" }
  | { kind: "read"; at: string | null }
  | { kind: "failed"; code: ErrorCode };

/** What the screens may do. None throws; what can fail shows its failure in the state or in the answer. */
export interface ChatActions {
  openConversation(matchId: string | undefined): void;
  loadOlder(matchId: string): Promise<void>;
  /** Goes on towards the newest message while `hasNewer`. */
  loadNewer(matchId: string): Promise<void>;
  /** Shows the page around a message that need not be loaded; not_found when it does not exist. */
  jumpTo(matchId: string, seq: number): Promise<ActionResult>;
  /** After a jump into history: forgets it and shows the newest page. */
  loadLatest(matchId: string): Promise<void>;
  loadMoreConversations(): Promise<void>;
  retryLoading(matchId?: string): void;
  /** Puts the message on screen at once and into the outbox; clears the draft and the unread divider. */
  send(matchId: string, content: string, replyTo?: number): void;
  retrySend(matchId: string, clientMessageId: string): void;
  /** Removes a message that surely is not stored (failed, or never tried); answers its text. */
  discardSend(matchId: string, clientMessageId: string): string | undefined;
  /** Removes it, and puts its text back into the composer, above what was being written meanwhile (U42). */
  editUnsent(matchId: string, clientMessageId: string): void;
  setDraft(matchId: string, text: string): void;
  /** The composer's text changed or was left: throttled into typing signals. */
  signalTyping(matchId: string, typing: boolean): void;
  /** The bottom of this message is on screen, the document visible and its window focused. */
  seen(matchId: string, seq: number): void;
  /** Takes the unread divider away (Esc). */
  clearDivider(matchId: string): void;
  endMatch(matchId: string): Promise<ActionResult>;
  /** After signing in or up: loads this user's state and connects. */
  start(): Promise<void>;
  /** Runs what ends this session and gives the browser another one; answers how it went. */
  renewSession(renew: () => Promise<Outcome<unknown>>): Promise<ActionResult>;
  /** Ends the session on this device, wipes what belongs to the user, closes the socket, tells the other tabs. */
  signOut(options?: { everywhere: boolean }): Promise<ActionResult>;
  updateMe(change: {
    name?: string;
    bio?: string | null;
    settings?: Partial<Me["settings"]>;
  }): Promise<ActionResult>;
}

export type ActionResult = { ok: true } | { ok: false; code: ErrorCode | "network"; detail: string };

export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}
