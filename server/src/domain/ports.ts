import type { Down, DownEvent } from "@duologue/protocol/down";
import type { Event, Settings, User } from "@duologue/protocol/models";

/**
 * What the domain needs from the outside world, in product words. Every adapter passes the contract suite in
 * `server/test/contract`. A store rejects with AppError("unavailable") when it cannot tell what happened: the
 * outcome of a write is then unknown, and the caller answers 503 and forgets what it believed.
 */

/** Two people who liked each other. Never changes; the end of a match is an event in its log. */
export interface MatchRecord {
  id: string;
  /** in ascending order of their ids */
  members: readonly [string, string];
  /** milliseconds since 1970 */
  createdAt: number;
}

/**
 * One row of a conversation's log: an event, and running totals up to and including it, so that head, unread
 * and last message of any position are read from one row. The row of a `close` event is always the last.
 */
export interface LogRow {
  event: Event;
  /** how many messages each member has sent so far, in the order of MatchRecord.members */
  sent: readonly [number, number];
  /** seq of the newest message so far; 0 when there is none */
  messageSeq: number;
}

export interface ConversationLog {
  /**
   * The one atomic step: inserts the row under the unique keys (matchId, seq) and (matchId, actorId, clientMessageId).
   * Resolves once the row is durable ("stored") or when either key is taken and nothing was stored ("conflict").
   */
  insert(match: MatchRecord, row: LogRow): Promise<"stored" | "conflict">;
  findByClientMessageId(
    matchId: string,
    actorId: string,
    clientMessageId: string,
  ): Promise<LogRow | undefined>;
  /** The newest row; only confirmed rows are ever returned. */
  last(matchId: string): Promise<LogRow | undefined>;
  at(matchId: string, seq: number): Promise<LogRow | undefined>;
  /** Rows after + 1, after + 2 … in order, at most limit. */
  after(matchId: string, after: number, limit: number): Promise<LogRow[]>;
  /** The newest `limit` message events with seq below `before` (Infinity: from the end), in ascending order. */
  messagesBefore(matchId: string, before: number, limit: number): Promise<LogRow[]>;
  /** The oldest `limit` message events with seq at or above `from`, in ascending order. */
  messagesFrom(matchId: string, from: number, limit: number): Promise<LogRow[]>;
}

/** How far a member has seen a conversation. Both only ever rise. */
export interface Marks {
  readSeq: number;
  deliveredSeq: number;
  /** when readSeq last rose, in milliseconds since 1970; null when never */
  readAt: number | null;
}

export interface MarkStore {
  /** Raises the member's marks to at least these, durably; answers what holds afterwards and whether anything rose. */
  raise(
    match: MatchRecord,
    userId: string,
    to: { readSeq?: number; deliveredSeq?: number; at: number },
  ): Promise<Marks & { raised: boolean }>;
  of(matchId: string, userId: string): Promise<Marks>;
}

/** A match with what its list entry is made of. */
export interface MatchSummary {
  match: MatchRecord;
  /** undefined while nothing has happened */
  last: LogRow | undefined;
  /** row of the newest message; undefined while there is none */
  lastMessage: LogRow | undefined;
  /** in the order of MatchRecord.members */
  marks: readonly [Marks, Marks];
  /** messages by each member up to the other's readSeq, in the order of MatchRecord.members */
  sentAtPeerRead: readonly [number, number];
}

export interface MatchStore {
  find(matchId: string): Promise<MatchRecord | undefined>;
  summary(match: MatchRecord): Promise<MatchSummary>;
  /**
   * Latest activity first: the newest message or, while there is none, the beginning of the match. Nothing else moves
   * an entry. The cursor is opaque and comes from the page before; one that is not ours: `validation_failed`.
   */
  list(
    userId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ summaries: MatchSummary[]; nextCursor: string | null }>;
  /** Where changes of this user's matches would go on from now. */
  token(userId: string): Promise<string>;
  /**
   * Matches of which a row, a mark or the match itself is new after the token (undefined: from the beginning), oldest
   * change first; undefined when the token cannot be served.
   */
  changed(
    userId: string,
    since: string | undefined,
    limit: number,
  ): Promise<{ summaries: MatchSummary[]; token: string; hasMore: boolean } | undefined>;
  /** Ids of the people with whom this person has an open match: where there are more than limit, those with the latest activity. */
  openPeers(userId: string, limit: number): Promise<string[]>;
}

export interface Person extends User {
  settings: Settings;
}

/** What is not named, or undefined, stays as it is; so does each setting. */
export interface PersonChange {
  name?: string | undefined;
  bio?: string | null | undefined;
  settings?: { [Name in keyof Person["settings"]]?: boolean | undefined } | undefined;
}

export interface PeopleStore {
  find(userId: string): Promise<Person | undefined>;
  findMany(userIds: readonly string[]): Promise<Person[]>;
  /** Adds the person if there is none with this id. */
  add(person: Person): Promise<void>;
  /** Changes what it names and nothing else, also when others change something else at once; nobody with this id: `not_found`. */
  update(userId: string, change: PersonChange): Promise<Person>;
  /** People on whom this person has not decided yet, without the person. A cursor that is not ours: `validation_failed`. */
  undecided(
    userId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ people: Person[]; nextCursor: string | null }>;
  /**
   * Records a like, for ever; when it is mutual and there is no match yet, `proposed` becomes it. Atomic, and
   * idempotent. Somebody unknown: `not_found`.
   */
  like(from: string, proposed: MatchRecord): Promise<{ match: MatchRecord; created: boolean } | undefined>;
  /** Records that `from` does not want to like `to`; a like that was given stays. Somebody unknown: `not_found`. */
  pass(from: string, to: string): Promise<void>;
}

/** The one durable store of a deployment. */
export interface Store {
  log: ConversationLog;
  marks: MarkStore;
  matches: MatchStore;
  people: PeopleStore;
  /** Changes when a backup was restored: every cursor and token from before is void. */
  epoch: string;
  /** Resolves when the store can be read and written right now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Hints to whoever is connected. Never awaited on the path of a message, never an error for the caller. */
export interface Fanout {
  toConversation<Name extends DownEvent>(matchId: string, name: Name, payload: Down[Name]): void;
  toPerson<Name extends DownEvent>(userId: string, name: Name, payload: Down[Name]): void;
  /** Makes everybody leave the conversation's room. */
  emptyConversation(matchId: string): void;
}

/**
 * On which nodes of a deployment people have sessions. A hint: where nodes cannot hear of each other, each knows only of
 * its own people. Nothing here ever rejects.
 */
export interface Whereabouts {
  /** A person's first session on this node began. */
  came(userId: string): Promise<void>;
  /** A person's last session on this node ended. */
  went(userId: string): Promise<void>;
  /** Which of these people have sessions on other nodes. */
  elsewhere(userIds: readonly string[]): Promise<Set<string>>;
  /** Calls back for people who had sessions on another node, which vanished without a word. */
  onLost(listener: (userIds: readonly string[]) => void): void;
}

/** Who is asking. */
export interface Session {
  id: string;
  userId: string;
  /** milliseconds since 1970 */
  expiresAt: number;
}

/** Headers of a request, by their names in lower case; the web's own Headers are such. */
export interface RequestHeaders {
  get(name: string): string | null;
}

/** The accounts beside the log: who someone is, and when that ends. */
export interface Sessions {
  /** The session that the cookie or the bearer token of these headers proves; undefined when there is none. */
  verify(headers: RequestHeaders): Promise<Session | undefined>;
  /** Which of these sessions are still valid right now. */
  stillValid(sessionIds: readonly string[]): Promise<Set<string>>;
  /** Calls back at once when a session ends on this node (sign-out, revocation); returns how to stop listening. */
  onEnded(listener: (sessionId: string) => void): () => void;
  /** Calls back when sessions may have ended that nobody could tell of; returns how to stop listening. */
  onDoubt(listener: () => void): () => void;
}

/** Which sessions end, told between the nodes of a deployment. A hint: the sweep of every node finds what it misses. */
export interface SessionEndings {
  /** Resolves once the other nodes were told, or cannot be for now; never rejects. */
  tell(session: Pick<Session, "id" | "userId">): Promise<void>;
  /** Calls back for every session that ended on another node. */
  listen(listener: (session: Pick<Session, "id" | "userId">) => void): void;
  /** Calls back when this node can be told again after a time in which it could not. */
  onMissed(listener: () => void): void;
}

/** How often somebody may do something, over all nodes as far as they hear of each other. */
export interface Budget {
  /** Takes one. @throws AppError `rate_limited` */
  spend(key: string): Promise<void>;
  /** Gives one back. */
  refund(key: string): Promise<void>;
}

export interface BudgetTerms {
  /** so often in so many seconds */
  points: number;
  seconds: number;
  /** what may be had beside that, and how long it takes until it may be had again */
  burst?: { points: number; seconds: number };
  /** Whether to wait for what the other nodes have counted. Else they are heard a moment later, and nothing waits. */
  isExact?: boolean;
  /** for whoever is refused */
  detail?: string;
}

/** The name tells the budget from others, on every node alike. */
export type OpenBudget = (name: string, terms: BudgetTerms) => Budget;

export interface Clock {
  /** milliseconds since 1970 */
  now(): number;
  /** Calls back once after so many milliseconds; the returned function cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface Random {
  /** A new id that nobody can guess: at least 122 random bits in the alphabet of ids. */
  id(): string;
  /** 0 ≤ x < 1 */
  fraction(): number;
}

/** A bounded map that forgets what was used least recently. An LRUCache is one. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): unknown;
  delete(key: string): unknown;
}

/** Makes a cache of at most so many entries. */
export type MakeCache = <Value extends object | number>(max: number) => Cache<Value>;
