import { Announcements } from "./announcements.ts";
import { Background } from "./background.ts";
import { Conversations } from "./conversations.ts";
import { EventLog } from "./event-log.ts";
import { ListUpdates } from "./list-updates.ts";
import { MatchViews } from "./match-views.ts";
import { Matches } from "./matches.ts";
import { Membership } from "./membership.ts";
import { People } from "./people.ts";
import type { Clock, Fanout, MakeCache, Random, Store, Whereabouts } from "./ports.ts";
import { Presence } from "./presence.ts";
import { quietFanout } from "./quiet-fanout.ts";
import { Receipts } from "./receipts.ts";
import { Typing } from "./typing.ts";

/** Entries of some hundred bytes each. Whoever falls out costs one look-up in the store. */
const CACHED_MATCHES = 50_000;
/** People whose last visit is remembered. */
const CACHED_VISITS = 100_000;

export interface DomainPorts {
  store: Store;
  fanout: Fanout;
  whereabouts: Whereabouts;
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
  /** Resolves once no hint is under way. */
  idle(): Promise<void>;
  /** Cancels every timer and resolves once nothing is under way; then the store may be closed. */
  stop(): Promise<void>;
}

/** Puts the domain's parts together over the outside world. Starts nothing. */
export function createDomain(ports: DomainPorts): Domain {
  const { store, clock, random, whereabouts, makeCache, onError } = ports;
  const fanout = quietFanout(ports.fanout, onError);
  const background = new Background({ onError });
  const membership = new Membership({ store, records: makeCache(CACHED_MATCHES) });
  const views = new MatchViews({ people: store.people });
  const updates = new ListUpdates({ store, fanout, clock, views, background });
  const totals = makeCache<{ seq: number; sent: number }>(CACHED_MATCHES);
  const announcements = new Announcements({ store, fanout, updates, background, totals });
  const log = new EventLog({
    store,
    clock,
    random,
    heads: makeCache(CACHED_MATCHES),
    onAppended: (match, row) => announcements.appended(match, row),
  });
  const lastSeen = makeCache<number>(CACHED_VISITS);
  const presence = new Presence({ store, fanout, clock, background, whereabouts, lastSeen });
  const typing = new Typing({ store, fanout, clock, membership });
  return {
    conversations: new Conversations({ store, random, membership, log }),
    matches: new Matches({ store, random, membership, views, log }),
    people: new People({ store, fanout, clock, random, views, updates, presence }),
    receipts: new Receipts({ store, fanout, clock, membership, updates }),
    typing,
    presence,
    idle: () => background.idle(),
    stop: async () => {
      updates.stop();
      typing.stop();
      presence.stop();
      await background.idle();
    },
  };
}
