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
  const name = `duologue-${randomUUID().slice(0, 8)}`;
  // A replica set is named by a list of hosts, with which a URL is none to JavaScript.
  const url = inject("mongodbUrl").replace(/^([^/]+\/\/[^/?]+)\/?[^?]*/, `$1/${name}`);
  const connection = await connectMongo(url);
  return {
    url,
    connection,
    async dispose() {
      await connection.db.dropDatabase();
      await connection.close();
    },
  };
}
