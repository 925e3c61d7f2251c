import type { Registry } from "prom-client";
import type { Clock, Store } from "../../domain/ports.ts";
import type { Log } from "../../log.ts";
import { Sealer } from "../sealer.ts";
import { Access } from "./access.ts";
import { Changes } from "./changes.ts";
import { type Collections, collectionsOf } from "./collections.ts";
import type { MongoConnection } from "./connect-mongo.ts";
import { Decisions } from "./decisions.ts";
import { Folding } from "./folding.ts";
import { inTime } from "./in-time.ts";
import { InsertQueue } from "./insert-queue.ts";
import { MongoLog } from "./log.ts";
import { MongoMarks } from "./marks.ts";
import { MatchDirectory } from "./match-directory.ts";
import { MatchPlaces } from "./match-places.ts";
import { MongoMatches } from "./matches.ts";
import { Outage } from "./outage.ts";
import { MongoPeople } from "./people.ts";
import { epochOf, type Identity, prepareDatabase } from "./prepare-database.ts";
import { type MongoServer, proveServer } from "./prove-server.ts";
import { Stamps } from "./stamps.ts";
import { Summaries } from "./summaries.ts";

export interface MongoStoreOptions {
  /** stays its owner's: the store does not close it */
  connection: MongoConnection;
  clock: Clock;
  log: Log;
  registry: Registry;
  /** see prepareDatabase */
  filling?: string;
  /** see prepareDatabase */
  beforeCommit?: (() => void) | undefined;
}

export interface MongoStore extends Store {
  /** Resolves when a backup was restored below the running node: the process must end, and begin anew. */
  fatal: Promise<Error>;
  /** signs session cookies and bearer tokens; the same on all nodes */
  accountsSecret: string;
  /** Makes a call to the same database with everything that the store's own have: see Access. */
  call: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
}

/**
 * Opens the store that any number of nodes share: a MongoDB replica set or sharded cluster. The one atomic step is an
 * insert against unique keys; every document is stamped by the node that writes it.
 *
 * @throws Error with a sentence for the operator when the database cannot be served (G15)
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<MongoStore> {
  const { clock, log } = options;
  const { db, renew } = options.connection;
  const server = await proveServer(db, clock);
  if (!server.isReplicated)
    log.warn("The database of MONGODB_URL is a single server: what it acknowledged is lost with its disk");
  const collections = collectionsOf(db);
  const { filling, beforeCommit } = options;
  const identity = await prepareDatabase({ collections, server, filling, afterStep: beforeCommit });
  const ping = () => db.command({ ping: 1 });
  const probe = () => inTime(clock, ping());
  const probeAnew = () => inTime(clock, renew().then(ping));
  const access = new Access(clock, new Outage({ ...options, probe, probeAnew }));
  const { promise: fatal, resolve: breakDown } = Promise.withResolvers<Error>();
  let closed: Promise<void> | undefined;
  return {
    ...portsOf({ access, collections, identity, server, clock }),
    epoch: identity.epoch,
    accountsSecret: identity.accountsSecret,
    fatal,
    call: (ask) => access.run(ask),
    ping: () =>
      access.run(async () => {
        await proveServer(db, clock);
        if ((await epochOf({ collections, server })) !== identity.epoch)
          breakDown(new Error("The database was restored from a backup; this process knows another past."));
      }),
    close() {
      closed ??= access.close();
      return closed;
    },
  };
}

interface Parts {
  access: Access;
  collections: Collections;
  identity: Identity;
  server: MongoServer;
  clock: Clock;
}

function portsOf({ access, collections, identity, server, clock }: Parts) {
  const { settledRead } = server;
  const stamps = new Stamps(clock);
  const sealer = new Sealer(identity);
  const queueOf = { access, stamps };
  const log = new MongoLog({
    access,
    events: collections.event,
    queue: new InsertQueue({ ...queueOf, collection: collections.event }),
    settledRead,
  });
  const marks = new MongoMarks({
    access,
    marks: collections.mark,
    queue: new InsertQueue({ ...queueOf, collection: collections.mark }),
  });
  const changes = new Changes(access, collections);
  const folding = new Folding({ access, collections, changes, stamps });
  const places = new MatchPlaces({ access, collections, changes, folding, stamps });
  const directory = new MatchDirectory(access, collections.match);
  const summaries = new Summaries(log, marks);
  const matches = new InsertQueue({ ...queueOf, collection: collections.match });
  const decisions = new Decisions({ access, collections, matches, settledRead });
  return {
    log,
    marks,
    matches: new MongoMatches({ directory, places, summaries, sealer, stamps }),
    people: new MongoPeople({ access, collections, decisions, sealer, stamps }),
  };
}
