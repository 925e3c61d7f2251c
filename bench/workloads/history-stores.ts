import type { MatchRecord, Store } from "../../server/src/domain/ports.ts";
import { openLog } from "../../server/src/log.ts";
import { MatchDirectory } from "../../server/src/storage/sqlite/match-directory.ts";
import { openSqliteStore, type SqliteStore } from "../../server/src/storage/sqlite/open-sqlite-store.ts";
import { pathsIn } from "../../server/src/storage/sqlite/paths.ts";
import { Reader } from "../../server/src/storage/sqlite/reader.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { inParallel } from "../contenders/in-parallel.ts";
import { openDatabase } from "../naive/database.ts";
import { Messages } from "../naive/messages.ts";
import { fillLog, type Line } from "./fill-log.ts";

/** A history in one process: how long its conversations are, and how to read a page. */
export interface HistoryStore {
  /** Reads 50 messages that end so many messages below the newest of this conversation. */
  page(conversation: number, depth: number): Promise<number>;
  close(): Promise<void>;
}

export const PAGE_LIMIT = 50;
const CONTENT =
  "the quick brown fox jumps over the lazy dog and goes on to the next one, and so on and so on";
/** A conversation goes on for a while before the next one has its turn. */
const MESSAGES_IN_A_ROW = 20;
/** They share commits. */
const MATCHES_AT_ONCE = 512;
const IMPORT_ROWS = 10_000;

/** Fills a file of our store; `lengths` has one entry for each conversation. */
export async function fillOurs(directory: string, lengths: readonly number[]): Promise<void> {
  const empty = await openOurs(directory);
  const matches = await inParallel([...lengths.keys()], MATCHES_AT_ONCE, (conversation) =>
    makeMatch(empty, conversation),
  );
  await empty.close();
  const { data } = pathsIn(directory);
  fillLog(data, linesOf(data, matches, lengths), CONTENT);
}

export async function readOurs(directory: string, lengths: readonly number[]): Promise<HistoryStore> {
  const store = await openOurs(directory);
  return {
    page: async (conversation, depth) => {
      const before = depth === 0 ? Number.POSITIVE_INFINITY : (lengths[conversation] ?? 0) + 1 - depth;
      return (await store.log.messagesBefore(matchIdOf(conversation), before, PAGE_LIMIT)).length;
    },
    close: () => store.close(),
  };
}

function openOurs(directory: string): Promise<SqliteStore> {
  return openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
}

function* linesOf(
  path: string,
  matches: readonly MatchRecord[],
  lengths: readonly number[],
): Generator<Line> {
  const reader = new Reader(path, () => {});
  const directory = new MatchDirectory(reader);
  const keyed = matches.map((match) => ({ key: directory.keyOf(match), match }));
  reader.close();
  for (const [conversation, seq] of interleaved(lengths)) {
    const found = keyed[conversation];
    if (found === undefined) throw new RangeError(`There is no conversation ${conversation}`);
    yield { ...found, seq };
  }
}

/** The same history in the naive schema, in a new file. */
export function fillNaive(directory: string, lengths: readonly number[]): void {
  const database = openDatabase(directory);
  const messages = new Messages(database);
  let batch: { matchId: string; senderId: string; recipientId: string; content: string }[] = [];
  for (const [conversation] of interleaved(lengths)) {
    const [senderId, recipientId] = membersOf(conversation);
    batch.push({ matchId: matchIdOf(conversation), senderId, recipientId, content: CONTENT });
    if (batch.length === IMPORT_ROWS) {
      messages.import(batch);
      batch = [];
    }
  }
  messages.import(batch);
  database.close();
}

export function readNaive(directory: string): HistoryStore {
  const database = openDatabase(directory);
  const messages = new Messages(database);
  return {
    page: (conversation, depth) =>
      Promise.resolve(messages.page(matchIdOf(conversation), PAGE_LIMIT, depth).length),
    close: () => Promise.resolve(database.close()),
  };
}

/** [conversation, seq] in the order in which they are written: each conversation grows evenly over the whole time. */
function* interleaved(lengths: readonly number[]): Generator<[conversation: number, seq: number]> {
  const turns = Math.max(1, Math.floor(Math.min(...lengths) / MESSAGES_IN_A_ROW));
  const written = lengths.map(() => 0);
  for (let turn = 1; turn <= turns; turn += 1)
    for (const [conversation, length] of lengths.entries()) {
      const due = Math.floor((turn * length) / turns);
      for (let seq = (written[conversation] ?? 0) + 1; seq <= due; seq += 1) yield [conversation, seq];
      written[conversation] = due;
    }
}

async function makeMatch(store: Store, conversation: number): Promise<MatchRecord> {
  const [one, other] = membersOf(conversation);
  const settings = { readReceipts: true, typing: true, presence: true };
  for (const id of [one, other]) await store.people.add({ id, name: id, image: null, bio: null, settings });
  const proposed = {
    id: matchIdOf(conversation),
    members: [one, other] as const,
    createdAt: systemClock.now(),
  };
  await store.people.like(one, proposed);
  const made = await store.people.like(other, proposed);
  if (made === undefined) throw new Error("Two likes made no match");
  return made.match;
}

function matchIdOf(conversation: number): string {
  return `c${conversation}`;
}

function membersOf(conversation: number): readonly [string, string] {
  return [`a${conversation}`, `b${conversation}`];
}
