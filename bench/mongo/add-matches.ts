import { collectionsOf } from "../../server/src/storage/mongo/collections.ts";
import type { MongoConnection } from "../../server/src/storage/mongo/connect-mongo.ts";

/** Gives somebody so many more matches, with people who are not there. */
export async function addMatches({ db }: MongoConnection, userId: string, count: number): Promise<void> {
  const { match } = collectionsOf(db);
  const peers = Array.from({ length: count }, (_, n) => `peer-${n}-of-${userId}`.slice(0, 64));
  await match.insertMany(
    peers.map((peer, n) => {
      const u: [string, string] = peer < userId ? [peer, userId] : [userId, peer];
      return { _id: `match-with-${peer}`.slice(0, 64), pair: u.join(":"), u, p: n + 1, at: n + 1 };
    }),
  );
}
