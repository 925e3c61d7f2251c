import type { Match, User } from "@duologue/protocol/models";
import type { ActionResult } from "./chat-state.ts";

export interface PeopleAccess {
  status: "loading" | "ready" | "failed";
  /** people on whom no decision was made yet; the first one is the one to show */
  people: readonly User[];
  hasMore: boolean;
  /** Takes the person off the list at once; puts them back when it failed. A mutual like becomes `lastMatch`. */
  like(userId: string): Promise<ActionResult>;
  pass(userId: string): Promise<ActionResult>;
  /** Also repeats a first page that failed. */
  loadMore(): Promise<void>;
  /** the newest match that a like of this visit made, until it is dismissed */
  lastMatch: Match | undefined;
  dismissMatch(): void;
}

export function usePeople(): PeopleAccess {
  const refused = () => Promise.resolve({ ok: false, code: "unavailable", detail: "Not connected" } as const);
  return {
    status: "loading",
    people: [],
    hasMore: false,
    like: refused,
    pass: refused,
    loadMore: () => Promise.resolve(),
    lastMatch: undefined,
    dismissMatch: () => {},
  };
}
