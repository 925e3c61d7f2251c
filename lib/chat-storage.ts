import type { Match, Me, Message } from "@duologue/protocol/models";
import type { EntryKey, OutboxEntry } from "./outbox.ts";

/** Conversations whose last page is kept. */
export const KEPT_PAGES = 30;
/** Messages of a kept page. */
export const KEPT_PAGE_MESSAGES = 50;
/** Entries of the conversation list that are kept. */
export const KEPT_MATCHES = 1_000;

/**
 * What survives a reload, by user id. All methods reject when the browser's storage does not work (blocked, full,
 * evicted). Two implementations pass one contract suite: storage-idb and storage-memory.
 */
export interface ChatStorage {
  /** "memory": it does not survive the tab */
  readonly kind: "durable" | "memory";
  /** Who was signed in here last, if they did not sign out. */
  lastUser(): Promise<Me | undefined>;
  saveUser(me: Me): Promise<void>;
  load(userId: string): Promise<SavedChat>;

  outbox(userId: string): Promise<OutboxEntry[]>;
  /**
   * `wasDraft`: the draft of its conversation goes in the same step, so that no crash leaves both, and what is on its way
   * is not sent again as what was still to be sent.
   */
  putOutbox(userId: string, entry: OutboxEntry, how?: { wasDraft?: boolean }): Promise<void>;
  removeOutbox(userId: string, key: EntryKey): Promise<void>;

  /** "" removes it. */
  saveDraft(userId: string, matchId: string, text: string): Promise<void>;

  /** In one step, because a token is only true with the matches that it was given with. */
  saveList(userId: string, change: ListChange): Promise<void>;

  page(userId: string, matchId: string): Promise<SavedPage | undefined>;
  /** Keeps the newest KEPT_PAGES that were saved. */
  savePage(userId: string, page: SavedPage): Promise<void>;

  /** Forgets what the server can tell again; keeps outbox and drafts. */
  dropCache(userId: string): Promise<void>;
  /** Forgets everything of this person. */
  wipe(userId: string): Promise<void>;
  close(): void;
}

export interface SavedChat {
  outbox: OutboxEntry[];
  drafts: { matchId: string; text: string }[];
  list: SavedList | undefined;
}

export interface SavedList {
  matches: Match[];
  token: string;
  epoch: string;
  /** these are all matches of the person */
  complete: boolean;
}

export interface ListChange {
  /** which tab says so: a change on top of another tab's list is refused (see `all`) */
  writer: string;
  token: string;
  epoch: string;
  complete: boolean;
  changed: readonly Match[];
  /** Everything, asked for when the list in storage was written by another tab: theirs and ours must not be mixed. */
  all: () => readonly Match[];
}

/** The newest messages of one conversation, exactly as of `cursor`. */
export interface SavedPage {
  matchId: string;
  epoch: string;
  cursor: number;
  messages: readonly Message[];
  hasOlder: boolean;
}
