import { mkdirSync } from "node:fs";
import type { Clock, Store } from "../../domain/ports.ts";
import type { Log } from "../../log.ts";
import { Activity } from "./activity.ts";
import { type Identity, prepareDataFile } from "./data-file.ts";
import { EventReader } from "./event-reader.ts";
import { SqliteLog } from "./log.ts";
import { MarkReader } from "./mark-reader.ts";
import { SqliteMarks } from "./marks.ts";
import { MatchDirectory } from "./match-directory.ts";
import { MatchPlaces } from "./match-places.ts";
import { SqliteMatches } from "./matches.ts";
import { takeOwnership } from "./owner-lock.ts";
import { pathsIn } from "./paths.ts";
import { SqlitePeople } from "./people.ts";
import { Reader } from "./reader.ts";
import { Sealer } from "./sealer.ts";
import { requireSqlite } from "./sqlite-version.ts";
import { startWriting, type Writing } from "./start-writing.ts";
import { Summaries } from "./summaries.ts";

export interface SqliteStoreOptions {
  /** belongs to one process at a time; created when it does not exist */
  directory: string;
  clock: Clock;
  log: Log;
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
export async function openSqliteStore({ directory, clock, log }: SqliteStoreOptions): Promise<SqliteStore> {
  requireSqlite(process.versions["sqlite"] ?? "0");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const paths = pathsIn(directory);
  const ownership = takeOwnership(paths.lock);
  try {
    const identity = prepareDataFile(paths.data);
    const writing = await startWriting(paths.data);
    const reader = new Reader(paths.data, writing.fail);
    const onError = (error: unknown) =>
      log.warn({ error }, "lists could not be brought up to date; trying again");
    const activity = new Activity({ reader, queue: writing.queue, clock, onError });
    activity.recover();
    const parts = { identity, reader, writing, activity };
    return { ...portsOf(parts), close: closerOf({ ...parts, log, release: ownership.release }) };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

interface Parts {
  identity: Identity;
  reader: Reader;
  writing: Writing;
  activity: Activity;
}

function portsOf({ identity, reader, writing, activity }: Parts): Omit<SqliteStore, "close"> {
  const { queue } = writing;
  const sealer = new Sealer(identity);
  const directory = new MatchDirectory(reader);
  const events = new EventReader(reader);
  const marks = new MarkReader(reader);
  const places = new MatchPlaces(reader, activity);
  const summaries = new Summaries(reader, events, marks);
  return {
    epoch: identity.epoch,
    fatal: writing.broken,
    log: new SqliteLog({ reader, queue, directory, events, activity }),
    marks: new SqliteMarks({ queue, directory, marks, activity }),
    matches: new SqliteMatches({ directory, places, summaries, sealer }),
    people: new SqlitePeople({ reader, queue, activity, sealer }),
    async ping() {
      reader.get("SELECT value FROM meta WHERE key = 'epoch'");
      await queue.add("ping", null);
    },
  };
}

function closerOf({ reader, writing, activity, log, release }: Parts & { log: Log; release: () => void }) {
  const close = async () => {
    await writing.queue.idle();
    await activity.stop().catch((error: unknown) => {
      log.warn({ error }, "lists were not brought up to date; the next start does it from the journal");
    });
    reader.close();
    await writing.close();
    release();
  };
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}
