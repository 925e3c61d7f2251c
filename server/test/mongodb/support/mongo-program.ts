import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { MongoClient, MongoServerError } from "mongodb";
import { onPath } from "./on-path.ts";
import { ServiceProcess } from "./service-process.ts";

/** A server of MongoDB's protocol that can be started here. */
export interface MongoProgram {
  /** what it is, for whoever reads the outcome of the tests */
  name: string;
  /** Serves what is in the directory; resolves when it can be written to. What it acknowledges survives its end. */
  start(directory: string, port: number): Promise<ServiceProcess>;
}

const run = promisify(execFile);
const SOURCES = new URL("../mongo-java/", import.meta.url).pathname;
/** What Maven fetched, and what was made of the sources, is kept beside what npm fetched. */
const KEPT = new URL("../../../../node_modules/.cache/duologue-mongo-java", import.meta.url).pathname;
const ALREADY_INITIALIZED = 23;

/** A mongod, if there is one; else the Java server, for which Maven is asked. Undefined: there is neither. */
export async function mongoProgram(): Promise<MongoProgram | undefined> {
  if (onPath("mongod")) return mongod;
  if (!(onPath("javac") && onPath("mvn"))) return undefined;
  return mongoJava(await builtOnce());
}

/** The directory of the Java server and its libraries, built when there is none of these sources. */
async function builtOnce(): Promise<string> {
  const [pom, main] = ["pom.xml", "MongoForTests.java"].map((name) => join(SOURCES, name)) as [
    string,
    string,
  ];
  const hash = createHash("sha256").update(readFileSync(pom)).update(readFileSync(main)).digest("hex");
  const built = join(KEPT, hash.slice(0, 16));
  if (existsSync(built)) return built;
  mkdirSync(KEPT, { recursive: true });
  const unfinished = mkdtempSync(join(KEPT, "unfinished-"));
  const goal = ["dependency:copy-dependencies", `-DoutputDirectory=${unfinished}`];
  await run("mvn", ["--batch-mode", "--quiet", "--file", pom, ...goal]);
  await run("javac", ["-cp", join(unfinished, "*"), "-d", unfinished, main]);
  // Two may build at once: the first to be ready stays.
  if (existsSync(built)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, built);
  return built;
}

const mongod: MongoProgram = {
  name: "mongod, a replica set of one",
  async start(directory, port) {
    const address = ["--dbpath", directory, "--bind_ip", "127.0.0.1", "--port", String(port)];
    const service = await ServiceProcess.start({
      program: "mongod",
      args: [...address, "--replSet", "tests"],
      readyWhen: /Waiting for connections/,
    });
    await elect(port);
    return service;
  },
};

const mongoJava = (built: string): MongoProgram => ({
  name: "mongo-java-server 1.47.0, a single server of MongoDB's protocol on H2 files",
  start: (directory, port) =>
    ServiceProcess.start({
      program: "java",
      // The first compiler only: a server of a few minutes never earns back what the second one costs.
      args: [
        ...["-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", `${join(built, "*")}:${built}`],
        ...["MongoForTests", join(directory, "data"), String(port)],
      ],
      readyWhen: /^ready on \d+$/,
    }),
});

/** Makes the one member the primary, and waits until it is. */
async function elect(port: number): Promise<void> {
  const direct = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  try {
    await direct.db("admin").command({ replSetInitiate: { _id: "tests", members } });
  } catch (error) {
    // It was started before.
    if (!(error instanceof MongoServerError && error.code === ALREADY_INITIALIZED)) throw error;
  } finally {
    await direct.close();
  }
  // Connecting by the name of the set waits for a primary.
  const set = new MongoClient(`mongodb://127.0.0.1:${port}/?replicaSet=tests`);
  await set.connect();
  await set.close();
}
