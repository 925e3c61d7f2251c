import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { connectMongo, type MongoConnection } from "../../../src/storage/mongo/connect-mongo.ts";

/** A database that nobody else uses. */
export interface ScratchDatabase {
  url: string;
  connection: MongoConnection;
  /** Removes it, and closes the connection. */
  dispose(): Promise<void>;
}

export async function scratchDatabase(): Promise<ScratchDatabase> {
  const url = new URL(inject("mongodbUrl"));
  url.pathname = `/duologue-${randomUUID().slice(0, 8)}`;
  const connection = await connectMongo(url.href);
  return {
    url: url.href,
    connection,
    async dispose() {
      await connection.db.dropDatabase();
      await connection.close();
    },
  };
}
