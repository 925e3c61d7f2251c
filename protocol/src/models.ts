import { z } from "zod";
import { contentProblem } from "./content.ts";
import { ClientMessageId, Cursor, Id, Seq, UserId } from "./ids.ts";
import { BIO_MAX_CODE_POINTS } from "./limits.ts";
import { nameProblem } from "./name.ts";

/** ISO 8601, UTC, milliseconds. For display only: nothing is ever ordered by time. */
export const Time = z.iso.datetime({ precision: 3 });

/** A text that passes a rule which words its own complaint. */
const ruled = (problem: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = problem(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

export const Content = ruled(contentProblem);
export const Name = ruled(nameProblem).transform((name) => name.trim().normalize("NFC"));
export const Bio = ruled((bio) => {
  if (!bio.isWellFormed() || bio.includes("\u0000")) return "must be well-formed text";
  return [...bio].length > BIO_MAX_CODE_POINTS
    ? `must be at most ${BIO_MAX_CODE_POINTS} characters`
    : undefined;
});

/** What one person may see of another. */
export const User = z.object({
  id: UserId,
  name: z.string(),
  image: z.string().nullable(),
  bio: z.string().nullable(),
});
export type User = z.infer<typeof User>;

/** Each is reciprocal: who does not give a signal does not get it either. */
export const Settings = z.strictObject({
  readReceipts: z.boolean(),
  typing: z.boolean(),
  presence: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

/** Oneself. */
export const Me = User.extend({ settings: Settings });
export type Me = z.infer<typeof Me>;

export const Reaction = z.object({ emoji: z.string(), userIds: z.array(UserId) });
export const Attachment = z.object({ id: Id, type: z.string(), width: z.int(), height: z.int() });

/** A message as it is now: its event with every later edit, deletion and reaction applied. */
export const Message = z.object({
  id: Id,
  matchId: Id,
  seq: Seq,
  senderId: UserId,
  clientMessageId: ClientMessageId,
  /** null when the message was deleted */
  content: z.string().nullable(),
  createdAt: Time,
  editedAt: Time.nullable(),
  deletedAt: Time.nullable(),
  /** the seq of the message that this one answers */
  replyTo: Seq.nullable(),
  reactions: z.array(Reaction),
  attachments: z.array(Attachment),
});
export type Message = z.infer<typeof Message>;

export const MatchStatus = z.enum(["open", "closed"]);

/** A match as one of its two members sees it. */
export const Match = z.object({
  id: Id,
  peer: User,
  status: MatchStatus,
  createdAt: Time,
  /** seq of the newest event; 0 when nothing has happened yet */
  head: Cursor,
  lastMessage: Message.nullable(),
  unreadCount: z.int().min(0),
  readSeq: Cursor,
  peerReadSeq: Cursor,
  peerDeliveredSeq: Cursor,
  /** when the peer last moved peerReadSeq; null when never, or when either hides read receipts */
  peerReadAt: Time.nullable(),
});
export type Match = z.infer<typeof Match>;

const position = {
  id: Id,
  matchId: Id,
  seq: Seq,
  actorId: UserId,
  clientMessageId: ClientMessageId,
  createdAt: Time,
};

/** One entry of a conversation's log. A client applies kinds that it does not know by moving its cursor. */
export const Event = z.discriminatedUnion("kind", [
  z.object({ ...position, kind: z.literal("message"), targetSeq: Seq.nullable(), content: z.string() }),
  z.object({ ...position, kind: z.literal("edit"), targetSeq: Seq, content: z.string() }),
  z.object({ ...position, kind: z.literal("delete"), targetSeq: Seq }),
  z.object({ ...position, kind: z.literal("react"), targetSeq: Seq, emoji: z.string() }),
  z.object({ ...position, kind: z.literal("unreact"), targetSeq: Seq, emoji: z.string() }),
  z.object({ ...position, kind: z.literal("close"), targetSeq: z.null() }),
]);
export type Event = z.infer<typeof Event>;
export type EventKind = Event["kind"];
export type EventOf<Kind extends EventKind> = Extract<Event, { kind: Kind }>;
