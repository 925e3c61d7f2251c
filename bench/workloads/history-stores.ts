import type { MatchRecord, Store } from "../../server/src/domain/ports.ts";
import { openLog } from "../../server/src/log.ts";
import { openSqliteStore } from "../../server/src/storage/sqlite/open-sqlite-store.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { openDatabase } from "../naive/database.ts";
import { Messages } from "../naive/messages.ts";

/** A history in one process: how long its conversations are, and how to read a page. */
export interface HistoryStore {
  /** Reads 50 messages that end so many messages below the newest of this conversation. */
  page(conversation: number, depth: number): Promise<number>;
  close(): Promise<void>;
}

export const PAGE_LIMIT = 50;
const CONTENT =
  "the quick brown fox jumps over the lazy dog and goes on to the next one, and so on and so on";
/** As many inserts as a busy server has waiting: they share commits. */
const INSERTS_AT_ONCE = 512;
const IMPORT_ROWS = 10_000;

/** Fills our store through its port, conversations interleaved as they are in life; `lengths` has one entry for each. */
export async function fillOurs(directory: string, lengths: readonly number[]): Promise<HistoryStore> {
  const store = await openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  const matches: MatchRecord[] = [];
  for (const conversation of lengths.keys()) matches.push(await makeMatch(store, conversation));
  let waiting: Promise<unknown>[] = [];
  for (const [conversation, seq] of interleaved(lengths)) {
    const match = matches[conversation];
    if (match === undefined) continue;
    waiting.push(insert(store, match, seq));
    if (waiting.length === INSERTS_AT_ONCE) {
      await Promise.all(waiting);
      waiting = [];
    }
  }
  await Promise.all(waiting);
  return {
    page: async (conversation, depth) => {
      const before = depth === 0 ? Number.POSITIVE_INFINITY : (lengths[conversation] ?? 0) + 1 - depth;
      return (await store.log.messagesBefore(matchIdOf(conversation), before, PAGE_LIMIT)).length;
    },
    close: () => store.close(),
  };
}

/** The same history in the naive schema. */
export function fillNaive(directory: string, lengths: readonly number[]): HistoryStore {
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
  return {
    page: (conversation, depth) =>
      Promise.resolve(messages.page(matchIdOf(conversation), PAGE_LIMIT, depth).length),
    close: () => Promise.resolve(database.close()),
  };
}

/** [conversation, seq] in the order in which they are written: each conversation grows evenly over the whole time. */
function* interleaved(lengths: readonly number[]): Generator<[conversation: number, seq: number]> {
  const longest = Math.max(...lengths);
  const written = lengths.map(() => 0);
  for (let step = 1; step <= longest; step += 1)
    for (const [conversation, length] of lengths.entries()) {
      const due = Math.floor((step * length) / longest);
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

async function insert(store: Store, match: MatchRecord, seq: number): Promise<void> {
  const stored = await store.log.insert(match, {
    event: {
      id: `m-${match.id}-${seq}`,
      matchId: match.id,
      seq,
      kind: "message",
      actorId: match.members[0],
      clientMessageId: `history-${seq}`,
      createdAt: new Date(match.createdAt + seq).toISOString(),
      targetSeq: null,
      content: CONTENT,
    },
    sent: [seq, 0],
    messageSeq: seq,
  });
  if (stored !== "stored") throw new Error(`Message ${seq} of ${match.id} was not stored`);
}

function matchIdOf(conversation: number): string {
  return `c${conversation}`;
}

function membersOf(conversation: number): readonly [string, string] {
  return [`a${conversation}`, `b${conversation}`];
}
