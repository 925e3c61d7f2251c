import { z } from "zod";

/** The alphabet of every id: safe in a path, in a room name and in a compound database key. */
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, - or _");

/** A user's id never looks like a conversation room: personal rooms and `match-…` rooms share one name space. */
export const UserId = Id.refine((id) => !id.startsWith("match-"), "must not begin with match-");

/** Chosen by the sender, one for each message and the same for every retry of it, for ever. */
export const ClientMessageId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, "must be 8 to 64 letters, digits, - or _");

/** A position in a conversation's log: 1, 2, 3 … without gaps. */
export const Seq = z.int().min(1);
/** A position, or 0 for "before the first event". */
export const Cursor = z.int().min(0);
