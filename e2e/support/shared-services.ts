import { randomUUID } from "node:crypto";
import { startServices } from "../../scripts/cluster/services.ts";
import { databaseIn } from "../../scripts/services/database-in.ts";
import { collectionsOf } from "../../server/src/storage/mongo/collections.ts";
import { connectMongo, type MongoConnection } from "../../server/src/storage/mongo/connect-mongo.ts";
import { probeServer } from "../../server/test/mongodb/support/probe-server.ts";

/** What several nodes share: the services that MONGODB_URL and REDIS_URL name, or else some of their own. */
export class SharedServices {
  /** for the nodes */
  readonly urls: { MONGODB_URL: string; REDIS_URL: string };
  /** Whether a query reads only what it finds: FerretDB reads a whole collection, whatever keys there are. */
  readonly readsByKey: boolean;
  readonly #connection: MongoConnection;

  private constructor(
    urls: SharedServices["urls"],
    { readsByKey, connection }: { readsByKey: boolean; connection: MongoConnection },
  ) {
    this.urls = urls;
    this.readsByKey = readsByKey;
    this.#connection = connection;
  }

  /** With a database that nobody else uses, and that goes with `open`. */
  static async start(open: AsyncDisposableStack): Promise<SharedServices> {
    const { MONGODB_URL, REDIS_URL } = await startServices(process.env, open);
    const { name, readsByKey } = await probeServer(MONGODB_URL);
    if (process.env["MONGODB_URL"]) process.stdout.write(`MongoDB: ${name}, at MONGODB_URL\n`);
    const url = databaseIn(MONGODB_URL, `duologue-e2e-${randomUUID().slice(0, 8)}`);
    const connection = await connectMongo(url);
    open.defer(async () => {
      await connection.db.dropDatabase();
      await connection.close();
    });
    return new SharedServices({ MONGODB_URL: url, REDIS_URL }, { readsByKey, connection });
  }

  /** Removes what past tests have left, if it makes the next ones slow. Their people are not met again. */
  async tidy(): Promise<void> {
    if (this.readsByKey) return;
    const { event, mark, match, place, fold } = collectionsOf(this.#connection.db);
    for (const left of [event, mark, match, place, fold]) await left.deleteMany({});
  }
}
