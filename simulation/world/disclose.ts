import type { Down, DownEvent } from "@duologue/protocol/down";
import type { Disclosure } from "../history/occurrence.ts";

type Contents = Omit<Disclosure, "userId" | "how">;

/** What of the log a payload gives away. */
export type Disclosed = Partial<Contents>;

const NOTHING: Contents = { matchIds: [], messages: [], events: [], matches: [] };

const pushes: { [Name in DownEvent]: (payload: Down[Name]) => Disclosed } = {
  "new-message": (message) => ({ messages: [message] }),
  "new-notification": (told) =>
    told.type === "message"
      ? { messages: [told.message], matchIds: [told.matchId] }
      : { matchIds: [told.matchId] },
  "conversation-event": (event) => ({ events: [event] }),
  "conversation-updated": (match) => ({ matches: [match] }),
  receipt: ({ matchId }) => ({ matchIds: [matchId] }),
  typing: ({ matchId }) => ({ matchIds: [matchId] }),
  presence: () => ({}),
  "session-ended": () => ({}),
  "server-stopping": () => ({}),
};

export function disclosedByPush<Name extends DownEvent>(name: Name, payload: Down[Name]): Disclosed {
  return pushes[name](payload);
}

export function disclosure(userId: string, how: string, disclosed: Disclosed): Disclosure {
  return { userId, how, ...NOTHING, ...disclosed };
}
