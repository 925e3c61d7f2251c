import type { Match, User } from "@duologue/protocol/models";
import { useEffect, useState, useSyncExternalStore } from "react";
import { browserApi } from "./chat.ts";
import type { ActionResult } from "./chat-state.ts";
import { PeopleFinder } from "./people-finder.ts";
import { useChat } from "./use-chat.ts";

export interface PeopleAccess {
  status: "loading" | "ready" | "failed";
  /** people on whom no decision was made yet; the first one is the one to show */
  people: readonly User[];
  hasMore: boolean;
  /** Takes the person off the list at once; puts them back when it failed. A mutual like becomes `lastMatch`. */
  like(userId: string): Promise<ActionResult>;
  pass(userId: string): Promise<ActionResult>;
  /** Also repeats a page that failed. */
  loadMore(): Promise<void>;
  /** the newest match that a like of this visit made, until it is dismissed */
  lastMatch: Match | undefined;
  dismissMatch(): void;
}

/** People to like. Every screen that asks begins anew: what it has shown ends with it. */
export function usePeople(): PeopleAccess {
  const [finder] = useState(() => new PeopleFinder(browserApi()));
  const { get, subscribe } = finder.state;
  const state = useSyncExternalStore(subscribe, get, get);
  const signedIn = useChat((chat) => chat.session === "signed-in");
  useEffect(() => {
    if (signedIn) void finder.loadMore();
  }, [finder, signedIn]);
  const { like, pass, loadMore, dismissMatch } = finder;
  return { ...state, like, pass, loadMore, dismissMatch };
}
