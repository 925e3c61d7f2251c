import { randomUUID } from "node:crypto";
import { startServices } from "../../scripts/cluster/services.ts";
import { databaseIn } from "../../scripts/services/database-in.ts";
import { connectMongo } from "../../server/src/storage/mongo/connect-mongo.ts";

/**
 * What several nodes share: the services that MONGODB_URL and REDIS_URL name, or else some of their own. The database is
 * one that nobody else uses, and goes with the tests.
 */
export async function startSharedServices(open: AsyncDisposableStack) {
  const services = await startServices(process.env, open);
  const url = databaseIn(services.MONGODB_URL, `duologue-e2e-${randomUUID().slice(0, 8)}`);
  open.defer(() => drop(url));
  return { ...services, MONGODB_URL: url };
}

async function drop(url: string): Promise<void> {
  const { db, close } = await connectMongo(url);
  await db.dropDatabase();
  await close();
}
