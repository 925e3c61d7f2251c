import { collectionsOf } from "../../server/src/storage/mongo/collections.ts";
import type { MongoConnection } from "../../server/src/storage/mongo/connect-mongo.ts";

/** Gives somebody so many more matches, with people who are there for that alone. */
export async function addMatches({ db }: MongoConnection, userId: string, count: number): Promise<void> {
  const { match, person } = collectionsOf(db);
  const peers = Array.from({ length: count }, (_, n) => `peer-${n}-of-${userId}`.slice(0, 64));
  const settings = { readReceipts: true, typing: true, presence: true };
  await person.insertMany(
    peers.map((_id, n) => ({ _id, name: `Peer ${n}`, image: null, bio: null, settings, joined: n + 1 })),
  );
  await match.insertMany(
    peers.map((peer, n) => {
      const u: [string, string] = peer < userId ? [peer, userId] : [userId, peer];
      return { _id: `match-with-${peer}`.slice(0, 64), pair: u.join(":"), u, p: n + 1, at: n + 1 };
    }),
  );
}
