import { Conversations } from "./conversations.ts";
import { Matches } from "./matches.ts";
import { People } from "./people.ts";
import type { Clock, Fanout, MakeCache, Random, Store } from "./ports.ts";
import { Presence } from "./presence.ts";
import { Receipts } from "./receipts.ts";
import { Typing } from "./typing.ts";

export interface DomainPorts {
  store: Store;
  fanout: Fanout;
  clock: Clock;
  random: Random;
  makeCache: MakeCache;
  /** Hears of every failure in work that nobody waits for: hints, list entries, presence. */
  onError: (error: unknown) => void;
}

/** What the product does, for routes and sockets to call. */
export interface Domain {
  conversations: Conversations;
  matches: Matches;
  people: People;
  receipts: Receipts;
  typing: Typing;
  presence: Presence;
  /** Cancels every timer and resolves once nothing is under way any more; then the store may be closed. */
  stop(): Promise<void>;
}

export function createDomain(_ports: DomainPorts): Domain {
  return {
    conversations: new Conversations(),
    matches: new Matches(),
    people: new People(),
    receipts: new Receipts(),
    typing: new Typing(),
    presence: new Presence(),
    stop: () => Promise.resolve(),
  };
}
