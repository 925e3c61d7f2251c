/**
 * `npm start`: the API and the web app together, built if needed.
 *   --demo  on a temporary data directory, filled with people and conversations
 *   --dev   from the sources, both restarting on every change
 */
import { parseArgs } from "node:util";
import { loadEnvFiles } from "../server/src/config.ts";
import { run } from "./start/run.ts";
import { StartError } from "./start/start-error.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

try {
  const { values } = parseArgs({ options: { demo: { type: "boolean" }, dev: { type: "boolean" } } });
  loadEnvFiles();
  await run({ demo: values.demo === true, dev: values.dev === true, env: process.env, stop: stop.signal });
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = 1;
  }
}

/** A mistake of the person at the terminal in a sentence, one of ours with its stack. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const mistyped = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  return error instanceof StartError || mistyped ? error.message : (error.stack ?? error.message);
}
