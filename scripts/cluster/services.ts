import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { StartError } from "../start/start-error.ts";
import { freePort } from "./free-port.ts";
import { isOnPath, Service } from "./service.ts";

interface Urls {
  MONGODB_URL: string;
  REDIS_URL: string;
}

/**
 * The services that the environment names; the others are started on this machine, empty, if they are installed.
 * @throws StartError that says what is missing
 */
export async function startServices(env: NodeJS.ProcessEnv, open: AsyncDisposableStack): Promise<Urls> {
  const lacks = [
    ...(env["MONGODB_URL"] || isOnPath("mongod") ? [] : ["MongoDB: set MONGODB_URL, or install mongod"]),
    ...(env["REDIS_URL"] || isOnPath("redis-server")
      ? []
      : ["Redis: set REDIS_URL, or install redis-server"]),
  ];
  if (lacks.length > 0) throw new StartError(["Several nodes need", ...lacks].join("\n  "));
  return {
    REDIS_URL: env["REDIS_URL"] || (await startRedis(open)),
    MONGODB_URL: env["MONGODB_URL"] || (await startMongo(open)),
  };
}

async function startRedis(open: AsyncDisposableStack): Promise<string> {
  const port = await freePort();
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  open.use(await Service.start("redis-server", settings, /Ready to accept connections/));
  return `redis://127.0.0.1:${port}`;
}

/** A replica set of one: what is acknowledged is on its disk. */
async function startMongo(open: AsyncDisposableStack): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "duologue-cluster-"));
  open.defer(() => rmSync(directory, { recursive: true, force: true }));
  const port = await freePort();
  const place = ["--dbpath", directory, "--bind_ip", "127.0.0.1", "--port", String(port)];
  open.use(await Service.start("mongod", [...place, "--replSet", "cluster"], /Waiting for connections/));
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  await client.db("admin").command({ replSetInitiate: { _id: "cluster", members } });
  await client.close();
  return `mongodb://127.0.0.1:${port}/?replicaSet=cluster`;
}
