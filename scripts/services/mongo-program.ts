import { buildFerretDb, FERRETDB_VERSION } from "./build-ferretdb.ts";
import { startMongod } from "./mongod.ts";
import { onPath } from "./on-path.ts";
import { ServiceProcess } from "./service-process.ts";

/** Where a server keeps its data, and where it listens. */
export interface MongoPlace {
  directory: string;
  port: number;
  ownGroup?: boolean;
}

/** A server of MongoDB's protocol that can be started here. */
export interface MongoProgram {
  /** what it is, for whoever reads the outcome of the tests */
  name: string;
  /** Serves what is in the directory; resolves when it can be written to. What it acknowledges survives its end. */
  start(place: MongoPlace): Promise<ServiceProcess>;
}

/** What to do where there is none. */
export const MONGO_MEANS = "set MONGODB_URL, or install mongod, or Go (1.22 or newer), which builds FerretDB";

/** A mongod, if there is one; else FerretDB, which is built the first time. Undefined: there is neither it nor Go. */
export async function mongoProgram(): Promise<MongoProgram | undefined> {
  if (onPath("mongod")) return { name: "mongod, a replica set of one", start: startMongod };
  if (!onPath("go")) return undefined;
  const program = await buildFerretDb();
  return {
    name: `FerretDB ${FERRETDB_VERSION} on SQLite, a single server`,
    start: (place) => startFerretDb(program, place),
  };
}

/** Every write is flushed before it is acknowledged, as by a journal. */
function startFerretDb(program: string, { directory, port, ownGroup = false }: MongoPlace) {
  return ServiceProcess.start({
    program,
    args: [
      "--handler=sqlite",
      `--sqlite-url=file:${directory}/?_pragma=synchronous(FULL)`,
      `--listen-addr=127.0.0.1:${port}`,
      "--debug-addr=-",
      "--state-dir=-",
      "--telemetry=disable",
    ],
    readyWhen: /Listening on TCP/,
    ownGroup,
  });
}
