import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseIn } from "../../scripts/services/database-in.ts";
import { OwnMongo } from "../../scripts/services/own-mongo.ts";
import { connectMongo, type MongoConnection } from "../../server/src/storage/mongo/connect-mongo.ts";
import { ServerProcess } from "../contenders/server-process.ts";

/** Nodes on one database, each in a process of its own. */
export interface Deployment {
  /** what the database is */
  name: string;
  connection: MongoConnection;
  nodes: readonly [ServerProcess, ServerProcess];
  [Symbol.asyncDispose](): Promise<void>;
}

/** On a database of its own: at MONGODB_URL, or on a server that is started for it. */
export async function deploy(): Promise<Deployment> {
  await using opened = new AsyncDisposableStack();
  const given = process.env["MONGODB_URL"];
  const mongo = given ? undefined : opened.use(await OwnMongo.start());
  const url = databaseIn(given ?? mongo?.url ?? "", `duologue-bench-${process.pid}`);
  const connection = await connectMongo(url);
  opened.defer(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });
  const start = async () => {
    const node = await ServerProcess.start({
      entry: "server/src/index.ts",
      environment: { MONGODB_URL: url, RATE_LIMITS: "off", LOG_LEVEL: "warn" },
      readyPath: "/readyz",
      directory: await mkdtemp(join(tmpdir(), "duologue-bench-")),
      removeDirectory: true,
    });
    return opened.use(node);
  };
  const nodes = [await start(), await start()] as const;
  const running = opened.move();
  return {
    name: mongo?.name ?? "the database of MONGODB_URL",
    connection,
    nodes,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
