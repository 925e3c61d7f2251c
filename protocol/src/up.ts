import { z } from "zod";
import type { Problem } from "./errors.ts";
import { SendMessage } from "./http.ts";
import { ClientMessageId, Cursor, Id, UserId } from "./ids.ts";
import type { Message } from "./models.ts";

const Mark = z.strictObject({ matchId: Id, seq: Cursor });

/** Everything that a client may say on a socket: event name → its one argument. */
export const up = {
  join: UserId,
  "join-conversation": Id,
  "leave-conversation": Id,
  "send-message": SendMessage.extend({ matchId: Id, clientMessageId: ClientMessageId }),
  typing: z.strictObject({ matchId: Id, typing: z.boolean() }),
  read: Mark,
  delivered: Mark,
} as const;

export type UpEvent = keyof typeof up;
export type UpArgument<Name extends UpEvent> = z.infer<(typeof up)[Name]>;

/** What each event's acknowledgement carries beside `ok: true`. */
export interface UpResult {
  join: { userId: string };
  "join-conversation": { head: number };
  "leave-conversation": object;
  "send-message": { message: Message };
  typing: object;
  read: { readSeq: number };
  delivered: { deliveredSeq: number };
}

/** The optional last argument of every client event. */
export type Ack<Name extends UpEvent> = ({ ok: true } & UpResult[Name]) | { ok: false; error: Problem };

/** The same, in the shape that Socket.IO's types want. */
export type UpEvents = {
  [Name in UpEvent]: (argument: UpArgument<Name>, ack?: (reply: Ack<Name>) => void) => void;
};
