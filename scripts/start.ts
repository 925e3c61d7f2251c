/**
 * `npm start`: the API and the web app together, built if needed.
 *   --demo  on a temporary data directory, filled with people and conversations
 *   --dev   from the sources, both restarting on every change
 */
import { parseArgs } from "node:util";
import { loadEnvFiles } from "../server/src/config.ts";
import { inWords } from "./start/in-words.ts";
import { run } from "./start/run.ts";
import { stopOnSignal } from "./start/stop-on-signal.ts";

const stop = stopOnSignal();

try {
  const { values } = parseArgs({ options: { demo: { type: "boolean" }, dev: { type: "boolean" } } });
  loadEnvFiles();
  await run({ demo: values.demo === true, dev: values.dev === true, env: process.env, stop });
} catch (error) {
  if (!stop.aborted) {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = 1;
  }
}
if (stop.aborted) process.stdout.write("Stopped.\n");
