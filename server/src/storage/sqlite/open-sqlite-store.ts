import { mkdirSync } from "node:fs";
import type { Clock, Store } from "../../domain/ports.ts";
import type { Log } from "../../log.ts";
import { Activity } from "./activity.ts";
import { type Identity, prepareDataFile } from "./data-file.ts";
import { EventReader } from "./event-reader.ts";
import { HotMatches } from "./hot-matches.ts";
import { SqliteLog } from "./log.ts";
import { MarkReader } from "./mark-reader.ts";
import { SqliteMarks } from "./marks.ts";
import { MatchDirectory } from "./match-directory.ts";
import { MatchPlaces } from "./match-places.ts";
import { SqliteMatches } from "./matches.ts";
import { OpenPeers } from "./open-peers.ts";
import { takeOwnership } from "./owner-lock.ts";
import { pathsIn } from "./paths.ts";
import { SqlitePeople } from "./people.ts";
import { PositionSealer } from "./position-sealer.ts";
import { Reader } from "./reader.ts";
import { requireSqlite } from "./sqlite-version.ts";
import { startWriting, type Writing } from "./start-writing.ts";
import { Summaries } from "./summaries.ts";

export interface SqliteStoreOptions {
  /** belongs to one process at a time; created when it does not exist */
  directory: string;
  clock: Clock;
  log: Log;
  /** called when a step of a migration was taken and is not committed */
  beforeCommit?: (() => void) | undefined;
}

export interface SqliteStore extends Store {
  /**
   * Resolves when the disk failed in a way after which only a new process can be trusted: whatever was under way was
   * answered with `unavailable`, and so is every later write. The process must end, with a failure.
   */
  fatal: Promise<Error>;
}

/**
 * Opens the store of a single machine: one SQLite file, one thread that writes it, reads on the calling thread.
 *
 * @throws Error with a sentence for the operator when the data cannot be served: in use by another process, not ours,
 * damaged, of a newer version, or without the keys that the promises rest on (G15)
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { directory, clock, log } = options;
  requireSqlite(process.versions["sqlite"] ?? "0");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const paths = pathsIn(directory);
  await using opened = new AsyncDisposableStack();
  opened.adopt(takeOwnership(paths.lock), (ownership) => ownership.release());
  const identity = prepareDataFile(paths.data, options.beforeCommit);
  const writing = opened.adopt(await startWriting(paths.data), (threads) => threads.close());
  const reader = opened.adopt(new Reader(paths.data, writing.fail), (connection) => connection.close());
  const activity = new Activity({
    reader,
    queue: writing.queue,
    clock,
    onError: (error) =>
      log.warn({ error }, "the lists could not be brought up to date; the next attempt is soon"),
  });
  activity.recover();
  opened.defer(async () => {
    await writing.queue.idle();
    await activity.stop().catch((error: unknown) => {
      log.warn({ error }, "the lists were not brought up to date; the next start does it from the journal");
    });
  });
  const ports = portsOf({ identity, reader, writing, activity });
  return { ...ports, close: closeOnce(opened.move()) };
}

interface Parts {
  identity: Identity;
  reader: Reader;
  writing: Writing;
  activity: Activity;
}

function portsOf({ identity, reader, writing, activity }: Parts): Omit<SqliteStore, "close"> {
  const { queue } = writing;
  const sealer = new PositionSealer(identity);
  const directory = new MatchDirectory(reader);
  const events = new EventReader(reader);
  const marks = new MarkReader(reader);
  const places = new MatchPlaces(reader, activity);
  const hot = new HotMatches();
  const openPeers = new OpenPeers();
  const summaries = new Summaries({ reader, events, marks, hot });
  return {
    epoch: identity.epoch,
    fatal: writing.broken,
    log: new SqliteLog({ reader, queue, directory, events, activity, hot, openPeers }),
    marks: new SqliteMarks({ queue, directory, marks, activity, hot }),
    matches: new SqliteMatches({ directory, places, summaries, sealer, openPeers }),
    people: new SqlitePeople({ reader, queue, activity, sealer, openPeers }),
    async ping() {
      reader.get("SELECT value FROM meta WHERE key = 'epoch'");
      await queue.add("ping", null);
    },
  };
}

/** Whoever asks waits for the same end. */
function closeOnce(opened: AsyncDisposableStack): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= opened.disposeAsync();
    return closed;
  };
}
