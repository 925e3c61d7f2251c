import type { MatchRecord, Store } from "../../server/src/domain/ports.ts";
import { systemClock } from "../../server/src/system-clock.ts";

interface Population {
  /** whose list it is */
  userId: string;
  /** conversations of that person with made-up people, one message in each */
  conversations: number;
  /** a conversation of theirs that gets a long history */
  history: { matchId: string; peerId: string; createdAt: string; length: number };
}

/** As many inserts as a busy server has waiting: they share commits. */
const AT_ONCE = 512;
/** Between two messages of the history, in milliseconds: groups, days and times as in life. */
const BETWEEN_MS = 7 * 60_000;

/** Fills the store of a person through its port: by HTTP the passwords of so many people alone would take minutes. */
export async function populate(store: Store, { userId, conversations, history }: Population): Promise<void> {
  const begin = systemClock.now() - history.length * BETWEEN_MS;
  const match = matchOf(history.matchId, [userId, history.peerId], Date.parse(history.createdAt));
  await inBatches(conversations, async (index) => {
    const match = await makeMatch(store, userId, index);
    await insert(store, match, 1, begin + index);
  });
  // Last, as its messages are the newest: lists go by the order of commits.
  await inBatches(history.length, (index) => insert(store, match, index + 1, begin + index * BETWEEN_MS));
}

async function inBatches(count: number, act: (index: number) => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) => act(done + index)),
    );
}

async function makeMatch(store: Store, userId: string, number: number): Promise<MatchRecord> {
  const id = `somebody-${number}`;
  const settings = { readReceipts: true, typing: true, presence: true };
  await store.people.add({ id, name: `Somebody ${number}`, image: null, bio: null, settings });
  const proposed = matchOf(`with-${number}`, [userId, id], systemClock.now());
  await store.people.like(userId, proposed);
  const made = await store.people.like(id, proposed);
  if (made === undefined) throw new Error("Two likes made no match");
  return made.match;
}

/** The store knows the two by the order of their ids. */
function matchOf(id: string, [one, other]: readonly [string, string], createdAt: number): MatchRecord {
  return { id, members: one < other ? [one, other] : [other, one], createdAt };
}

/** Both write in turn, texts of different lengths. */
async function insert(store: Store, match: MatchRecord, seq: number, at: number): Promise<void> {
  const stored = await store.log.insert(match, {
    event: {
      id: `m-${match.id}-${seq}`,
      matchId: match.id,
      seq,
      kind: "message",
      actorId: match.members[seq % 2 === 0 ? 0 : 1],
      clientMessageId: `history-${seq}`,
      createdAt: new Date(at).toISOString(),
      targetSeq: null,
      content: `Message ${seq}${" and some more words".repeat(seq % 9)}`,
    },
    sent: [Math.floor(seq / 2), Math.ceil(seq / 2)],
    messageSeq: seq,
  });
  if (stored !== "stored") throw new Error(`Message ${seq} of ${match.id} was not stored`);
}
