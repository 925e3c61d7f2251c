import { MongoClient, MongoServerError } from "mongodb";
import type { MongoPlace } from "./mongo-program.ts";
import { ServiceProcess } from "./service-process.ts";

const ALREADY_INITIALIZED = 23;

/** A replica set of one: what is acknowledged is in its journal. */
export async function startMongod({
  directory,
  port,
  ownGroup = false,
}: MongoPlace): Promise<ServiceProcess> {
  const address = ["--dbpath", directory, "--bind_ip", "127.0.0.1", "--port", String(port)];
  const service = await ServiceProcess.start({
    program: "mongod",
    args: [...address, "--replSet", "duologue"],
    readyWhen: /Waiting for connections/,
    ownGroup,
  });
  await elect(port);
  return service;
}

/** Makes the one member the primary, and waits until it is. */
async function elect(port: number): Promise<void> {
  const direct = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  try {
    await direct.db("admin").command({ replSetInitiate: { _id: "duologue", members } });
  } catch (error) {
    // It was started before.
    if (!(error instanceof MongoServerError && error.code === ALREADY_INITIALIZED)) throw error;
  } finally {
    await direct.close();
  }
  // Connecting by the name of the set waits for a primary.
  const set = new MongoClient(`mongodb://127.0.0.1:${port}/?replicaSet=duologue`);
  await set.connect();
  await set.close();
}
