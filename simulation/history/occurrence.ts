import type { ErrorCode } from "@duologue/protocol/errors";
import type { EventsPage, MessagesPage } from "@duologue/protocol/http";
import type { Event, Match, Message } from "@duologue/protocol/models";
import type { LogRow, MatchRecord } from "../../server/src/domain/ports.ts";

/** One text that a person sent from the screen; no two have the same content. */
export interface Composed {
  userId: string;
  /** the browser that it was written in */
  device: string;
  tab: string;
  matchId: string;
  content: string;
}

/** One call that asks a node to store a message. */
export interface Attempt {
  id: number;
  userId: string;
  matchId: string;
  content: string;
  clientMessageId: string;
}

/** Something of the log that a node handed out, as an answer or as a push. */
export interface Disclosure {
  /** undefined: to whoever asked without a valid session */
  userId: string;
  how: string;
  matchIds: readonly string[];
  messages: readonly Message[];
  events: readonly Event[];
  matches: readonly Match[];
}

/** Everything that the checks see, in the order in which it happened. */
export type Occurrence =
  | { kind: "composed"; composed: Composed }
  /** the device has written it to its storage: from here on nothing may lose it */
  | { kind: "kept"; content: string }
  /** the person took it back */
  | { kind: "discarded"; content: string }
  /** the device is about to forget everything of the person */
  | { kind: "signing-out"; device: string }
  | { kind: "tab-died"; tab: string }
  /** a failed message that the person sends again: it is said now */
  | { kind: "repeated"; content: string }
  | { kind: "attempted"; attempt: Attempt }
  | { kind: "acknowledged"; attempt: Attempt; message: Message }
  | { kind: "refused"; attempt: Attempt; code: ErrorCode }
  | { kind: "uncertain"; attempt: Attempt }
  | { kind: "appended"; match: MatchRecord; row: LogRow }
  | { kind: "marked"; matchId: string; userId: string; readSeq: number; deliveredSeq: number }
  /** the call to end the match was answered with success */
  | { kind: "ended"; matchId: string }
  | { kind: "disclosed"; disclosure: Disclosure }
  /** `headBefore`: how far the log reached when the question reached the node */
  | { kind: "events-read"; matchId: string; after: number; headBefore: number; answer: EventsPage }
  | { kind: "page-read"; matchId: string; headBefore: number; answer: MessagesPage }
  /** a node said something on the socket of this session */
  | { kind: "pushed"; sessionId: string; node: string; name: string }
  /** a node answered a call with success that came with this session at that time */
  | { kind: "served"; sessionId: string; came: number; name: string }
  /** a person asked about a match of others */
  | { kind: "intruded"; name: string; matchId: string; code: ErrorCode | "network" | undefined }
  | { kind: "node-thawed"; node: string }
  | { kind: "failed-aside"; node: string; error: unknown };

export type KindOf<Kind extends Occurrence["kind"]> = Extract<Occurrence, { kind: Kind }>;
