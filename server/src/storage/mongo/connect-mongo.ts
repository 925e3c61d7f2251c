import { type Db, MongoClient } from "mongodb";

/** How long the driver waits, in milliseconds. */
interface Patience {
  serverSelectionTimeoutMS: number;
  connectTimeoutMS: number;
  waitQueueTimeoutMS: number;
  socketTimeoutMS: number;
}

/** Together they keep within the deadline of a call (see Access). */
const PATIENCE: Patience = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 3_000,
  waitQueueTimeoutMS: 3_000,
  socketTimeoutMS: 5_000,
};

/** How long the majority may take before the outcome of a write counts as unknown, in milliseconds. */
const MAJORITY_WITHIN = 3_000;
const DATABASE = "duologue";

/** One connection pool for everything that a node keeps in MongoDB. */
export interface MongoConnection {
  db: Db;
  /**
   * Gives up every connection and makes new ones; `db` stays good. After a connection was lost the driver waits for ever,
   * at times, to write to what is gone, and then never looks for the server again (seen with 6.22 and 7.9, whose
   * `writeCommand` waits for the "drain" of a destroyed socket).
   */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param url of a replica set, a sharded cluster or a single server; without a database in it, `duologue` is used
 * @throws Error with a sentence for the operator when it cannot be reached within a few seconds
 */
export async function connectMongo(url: string, patience = PATIENCE): Promise<MongoConnection> {
  const client = makeClient(url, patience);
  try {
    await client.connect();
  } catch (error) {
    await client.close();
    throw unusable(error);
  }
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/.test(url);
  return { db: client.db(named ? undefined : DATABASE), ...lifeOf(client) };
}

function lifeOf(client: MongoClient): Pick<MongoConnection, "renew" | "close"> {
  let isClosed = false;
  let renewal = Promise.resolve();
  const anew = async () => {
    if (isClosed) return;
    await client.close();
    await client.connect();
  };
  return {
    renew() {
      renewal = renewal.then(anew, anew);
      return renewal;
    },
    async close() {
      isClosed = true;
      await Promise.allSettled([renewal]);
      await client.close();
    },
  };
}

/** An acknowledged write is on the disks of the majority; a read sees nothing else; both ask the primary (G1, G4). */
function makeClient(url: string, patience: Patience): MongoClient {
  try {
    return new MongoClient(url, {
      ...patience,
      appName: "duologue",
      writeConcern: { w: "majority", journal: true, wtimeoutMS: MAJORITY_WITHIN },
      readConcern: { level: "majority" },
      readPreference: "primary",
    });
  } catch {
    // The driver's words about a URL quote it, with the password.
    throw new Error(
      "MONGODB_URL cannot be read: it needs a host, options that the driver knows, and percent-encoding for what is special in names and passwords.",
    );
  }
}

/** The driver's own words name hosts and reasons, never the password. */
function unusable(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The database of MONGODB_URL cannot be used: ${reason}`, { cause });
}
