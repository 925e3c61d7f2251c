import { z } from "zod";
import { ClientMessageId, Cursor, Id, Seq, UserId } from "./ids.ts";
import { EVENTS_PAGE_MAX, PAGE_DEFAULT, PAGE_MAX } from "./limits.ts";
import type { Event, Match, Message, User } from "./models.ts";
import { Bio, Content, Name, Settings } from "./models.ts";

/** A number in a query string: plain decimal digits, nothing else. */
const digits = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, "must be a whole number")
  .transform(Number);
const limit = (max: number, otherwise: number) =>
  digits
    .pipe(z.int().min(1).max(max))
    .optional()
    .transform((value) => value ?? otherwise);
const opaque = z.string().min(1).max(256).optional();

/* Requests */
export const SendMessage = z.strictObject({
  content: Content,
  clientMessageId: ClientMessageId.optional(),
  replyTo: Seq.optional(),
});
export type SendMessage = z.infer<typeof SendMessage>;
export const MarkRead = z.strictObject({ seq: Cursor });
export const UpdateMe = z.strictObject({
  name: Name.optional(),
  bio: Bio.nullable().optional(),
  settings: Settings.partial().optional(),
});
export type UpdateMe = z.infer<typeof UpdateMe>;

/* Path and query */
export const MatchPath = z.object({ matchId: Id });
export const UserPath = z.object({ userId: UserId });
export const ListQuery = z.strictObject({ cursor: opaque, limit: limit(PAGE_MAX, PAGE_DEFAULT) });
export const MessagesQuery = z
  .strictObject({
    before: digits.pipe(Seq).optional(),
    around: digits.pipe(Seq).optional(),
    limit: limit(PAGE_MAX, PAGE_DEFAULT),
  })
  .refine(
    (query) => query.before === undefined || query.around === undefined,
    "before and around exclude each other",
  );
export const EventsQuery = z.strictObject({
  after: digits.pipe(Cursor),
  epoch: opaque,
  limit: limit(EVENTS_PAGE_MAX, EVENTS_PAGE_MAX),
});
export const SyncQuery = z.strictObject({ since: opaque });

/* Answers */
export interface PeoplePage {
  people: User[];
  nextCursor: string | null;
}
export interface MatchesPage {
  matches: Match[];
  nextCursor: string | null;
  /** for GET /api/sync: everything that changes from here on */
  token: string;
}
export type LikeAnswer = { matched: false } | { matched: true; match: Match };
export interface MessagesPage {
  /** ascending by seq */
  messages: Message[];
  /** older messages exist before the first of these */
  hasMore: boolean;
  head: number;
}
/** Exactly the events after the cursor; or reset: the cursor cannot be served, forget what you hold and load anew. */
export type EventsPage = { epoch: string; events: Event[]; head: number; hasMore: boolean } | { reset: true };
export interface ReadAnswer {
  readSeq: number;
}
/**
 * What changed since the token, oldest change first; without a token, since the beginning.
 * hasMore: call again at once with the new token. reset: forget everything that is cached and load anew.
 */
export type SyncAnswer =
  | { epoch: string; matches: Match[]; token: string; hasMore: boolean }
  | { reset: true };
