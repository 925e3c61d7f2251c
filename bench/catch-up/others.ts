import type { MatchRecord, Store } from "../../server/src/domain/ports.ts";
import { openLog } from "../../server/src/log.ts";
import { openSqliteStore } from "../../server/src/storage/sqlite/open-sqlite-store.ts";
import { systemClock } from "../../server/src/system-clock.ts";

/** A conversation with somebody who writes while nobody looks. */
export interface Conversation {
  match: MatchRecord;
  writer: string;
  head: number;
}

const CONTENT = "A text as long as people write it to each other, which is not very long, and then it ends.";
/** They share commits. */
const AT_ONCE = 512;

/** So many people who have matched with this one and have written once; nobody else may use the directory. */
export function meet(directory: string, userId: string, count: number): Promise<Conversation[]> {
  return withStore(directory, async (store) => {
    const numbers = Array.from({ length: count }, (_, number) => number);
    const conversations = await inBatches(numbers, (number) => befriend(store, userId, number));
    await inBatches(conversations, (conversation) => write(store, conversation));
    return conversations;
  });
}

/** Each of these others writes so many messages. */
export function say(directory: string, conversations: readonly Conversation[], count: number): Promise<void> {
  return withStore(directory, async (store) => {
    const writes = conversations.flatMap((one) => Array.from({ length: count }, () => one));
    await inBatches(writes, (conversation) => write(store, conversation));
  });
}

async function withStore<T>(directory: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function inBatches<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE)
    done.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(work))));
  return done;
}

async function befriend({ people }: Store, userId: string, number: number): Promise<Conversation> {
  const id = `other-${number}`;
  const settings = { readReceipts: true, typing: true, presence: true };
  await people.add({ id, name: `Other ${number}`, image: null, bio: null, settings });
  const members = id < userId ? ([id, userId] as const) : ([userId, id] as const);
  const proposed = { id: `match-with-${number}`, members, createdAt: systemClock.now() };
  await people.like(id, proposed);
  const made = await people.like(userId, proposed);
  if (made === undefined) throw new Error("Two likes made no match");
  return { match: made.match, writer: id, head: 0 };
}

async function write({ log }: Store, conversation: Conversation): Promise<void> {
  conversation.head += 1;
  const { match, writer, head: seq } = conversation;
  const stored = await log.insert(match, {
    event: {
      id: `message-${match.id}-${seq}`,
      matchId: match.id,
      seq,
      kind: "message",
      actorId: writer,
      clientMessageId: `news-${seq}-of-this`,
      createdAt: new Date(systemClock.now()).toISOString(),
      targetSeq: null,
      content: CONTENT,
    },
    sent: match.members[0] === writer ? [seq, 0] : [0, seq],
    messageSeq: seq,
  });
  if (stored !== "stored") throw new Error(`Message ${seq} of ${match.id} was not stored`);
}
