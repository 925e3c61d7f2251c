import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { databaseIn } from "../../../../scripts/services/database-in.ts";
import { connectMongo, type MongoConnection } from "../../../src/storage/mongo/connect-mongo.ts";

/** A busy machine is no outage here: what is too slow for a node is tried elsewhere, on purpose. */
const PATIENCE = {
  serverSelectionTimeoutMS: 60_000,
  connectTimeoutMS: 60_000,
  waitQueueTimeoutMS: 60_000,
  socketTimeoutMS: 60_000,
};

/** A database that nobody else uses. */
export interface ScratchDatabase {
  url: string;
  connection: MongoConnection;
  /** Removes it, and closes the connection. */
  dispose(): Promise<void>;
}

export async function scratchDatabase(): Promise<ScratchDatabase> {
  const url = databaseIn(inject("mongodbUrl"), `duologue-${randomUUID().slice(0, 8)}`);
  const connection = await connectMongo(url, PATIENCE);
  return {
    url,
    connection,
    async dispose() {
      await connection.db.dropDatabase();
      await connection.close();
    },
  };
}
