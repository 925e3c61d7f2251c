import { Registry } from "prom-client";
import { openLog } from "../log.ts";
import { type Collections, collectionsOf } from "../storage/mongo/collections.ts";
import { connectMongo, type MongoConnection } from "../storage/mongo/connect-mongo.ts";
import { beginFilling, endFilling, filledFrom } from "../storage/mongo/filling.ts";
import { type MongoStore, openMongoStore } from "../storage/mongo/open-mongo-store.ts";
import { systemClock } from "../system-clock.ts";
import { insertMissing } from "./insert-missing.ts";
import { MoveError } from "./move-error.ts";
import type { Source } from "./source.ts";

/** What the data is moved to: a database that nothing was in, or one that is being filled from the same source. */
export interface Target {
  connection: MongoConnection;
  collections: Collections;
  /** for reading what was copied, the way clients will */
  store: MongoStore;
  /** the key up to which a stage was copied by a run before this one; 0: not begun */
  reached(stage: string): Promise<number>;
  /** Remembers it, so that a later run goes on from there. */
  reach(stage: string, key: number): Promise<void>;
  /** From here on nodes serve it. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error with a sentence for the operator when the database cannot be reached or belongs to something else */
export async function openTarget(url: string, source: Source): Promise<Target> {
  const connection = await connectMongo(url);
  try {
    return await claim(connection, source);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function claim(connection: MongoConnection, source: Source): Promise<Target> {
  const collections = collectionsOf(connection.db);
  const { meta } = collections;
  const { epoch } = source.store;
  const from = await filledFrom(collections);
  if (from === undefined && !(await isEmpty(connection)))
    throw new MoveError("The database of MONGODB_URL is in use: only an empty one is filled.");
  if (from !== undefined && from !== epoch)
    throw new MoveError("The database of MONGODB_URL is half filled from other data: drop it first.");
  if (from === undefined) await beginFilling(collections, epoch);
  // Sessions and tokens stay what they are.
  await insertMissing(meta, [{ _id: "accounts secret", value: source.accountsSecret }]);
  const store = await openMongoStore({
    connection,
    clock: systemClock,
    log: openLog("silent"),
    registry: new Registry(),
    filling: epoch,
  });
  const nameOf = (stage: string) => `filled ${stage}`;
  return {
    connection,
    collections,
    store,
    reached: async (stage) => Number((await meta.findOne({ _id: nameOf(stage) }))?.value ?? 0),
    async reach(stage, key) {
      await meta.updateOne({ _id: nameOf(stage) }, { $set: { value: String(key) } }, { upsert: true });
    },
    async finish() {
      await meta.deleteMany({ _id: { $in: ["people", "matches"].map(nameOf) } });
      await endFilling(collections);
    },
    async close() {
      await store.close();
      await connection.close();
    },
  };
}

async function isEmpty({ db }: MongoConnection): Promise<boolean> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if ((await db.collection(name).findOne()) !== null) return false;
  return true;
}
