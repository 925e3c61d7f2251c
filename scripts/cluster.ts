/**
 * `npm run cluster -- --nodes 3`: several nodes behind one address on this machine, for trying things. They use the
 * MongoDB and the Redis of MONGODB_URL and REDIS_URL, or else start their own where those can be had.
 */
import { parseArgs } from "node:util";
import { loadEnvFiles } from "../server/src/config.ts";
import { runCluster } from "./cluster/run-cluster.ts";
import { inWords } from "./start/in-words.ts";
import { StartError } from "./start/start-error.ts";
import { stopOnSignal } from "./start/stop-on-signal.ts";

const NODES_MAX = 16;
const stop = stopOnSignal();

try {
  const { values } = parseArgs({ options: { nodes: { type: "string", default: "3" } } });
  const nodes = Number(values.nodes);
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > NODES_MAX)
    throw new StartError(`--nodes must be a number from 1 to ${NODES_MAX}.`);
  loadEnvFiles();
  await runCluster({ nodes, env: process.env, stop });
} catch (error) {
  if (!stop.aborted) {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = 1;
  }
}
if (stop.aborted) process.stdout.write("Stopped.\n");
