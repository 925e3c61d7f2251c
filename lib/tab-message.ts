import type { ErrorCode } from "@duologue/protocol/errors";
import type { Message } from "@duologue/protocol/models";
import type { EntryKey, OutboxEntry } from "./outbox.ts";

/** What one tab tells the others of the same person. All of it is in storage or on the server too: losing one is no harm. */
export type TabMessage =
  /** an entry was written or retried, and is kept in storage */
  | { type: "outbox-put"; entry: OutboxEntry }
  | { type: "outbox-stored"; message: Message }
  | { type: "outbox-failed"; key: EntryKey; code: ErrorCode }
  | { type: "outbox-removed"; key: EntryKey }
  | { type: "draft"; matchId: string; text: string }
  /** that text became a message */
  | { type: "draft-sent"; matchId: string; text: string }
  | { type: "read"; matchId: string; seq: number }
  /** the session of this browser ended, and what belonged to the person is gone */
  | { type: "signed-out" }
  /** somebody signed in: the same person again, or another one */
  | { type: "signed-in"; userId: string };
