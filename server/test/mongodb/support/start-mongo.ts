import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { MongoClient } from "mongodb";
import { freePort } from "./free-port.ts";
import { onPath } from "./on-path.ts";
import { ServiceProcess } from "./service-process.ts";

const run = promisify(execFile);
const SOURCES = new URL("../mongo-java/", import.meta.url).pathname;
/** What Maven fetched is kept beside what npm fetched. */
const LIBRARIES = new URL("../../../../node_modules/.cache/duologue-mongo-java", import.meta.url).pathname;

interface Service {
  url: string;
  /** what it is, for whoever reads the outcome of the tests */
  name: string;
  stop(): Promise<void>;
}

/** The database of MONGODB_URL; else a mongod of our own; else the Java server. @throws when there is neither */
export async function startMongo(): Promise<Service> {
  const given = process.env["MONGODB_URL"];
  if (given) return { url: given, name: "the database of MONGODB_URL", stop: async () => {} };
  if (onPath("mongod")) return startMongod();
  if (onPath("java") && onPath("mvn")) return startMongoJava();
  throw new Error(
    "No MongoDB: set MONGODB_URL, or install mongod, or a JDK and Maven (Debian: default-jdk-headless maven).",
  );
}

async function startMongod(): Promise<Service> {
  const directory = mkdtempSync(join(tmpdir(), "duologue-mongod-"));
  const port = await freePort();
  const address = ["--dbpath", directory, "--bind_ip", "127.0.0.1", "--port", String(port)];
  const service = await ServiceProcess.start({
    program: "mongod",
    args: [...address, "--replSet", "tests"],
    readyWhen: /Waiting for connections/,
  });
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  await client.db("admin").command({ replSetInitiate: { _id: "tests", members } });
  await client.close();
  return {
    url: `mongodb://127.0.0.1:${port}/?replicaSet=tests`,
    name: "mongod, a replica set of one",
    stop: () => stopped(service, directory),
  };
}

async function startMongoJava(): Promise<Service> {
  mkdirSync(LIBRARIES, { recursive: true });
  const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${LIBRARIES}`];
  await run("mvn", ["--batch-mode", "--quiet", "--file", join(SOURCES, "pom.xml"), ...goal]);
  const directory = mkdtempSync(join(tmpdir(), "duologue-mongo-java-"));
  const classPath = ["-Xmx512m", "-cp", join(LIBRARIES, "*"), join(SOURCES, "MongoForTests.java")];
  const service = await ServiceProcess.start({
    program: "java",
    args: [...classPath, join(directory, "data"), "0"],
    readyWhen: /^ready on (\d+)$/,
  });
  return {
    url: `mongodb://127.0.0.1:${service.port}/`,
    name: "mongo-java-server 1.47.0, a single server of MongoDB's protocol on H2 files",
    stop: () => stopped(service, directory),
  };
}

async function stopped(service: ServiceProcess, directory: string): Promise<void> {
  await service.stop();
  rmSync(directory, { recursive: true, force: true });
}
