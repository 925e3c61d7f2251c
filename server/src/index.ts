import { collectSeldom } from "./collect-seldom.ts";
import { type Config, ConfigError, loadEnvFiles, readConfig } from "./config.ts";
import { openLog } from "./log.ts";
import { type RunningServer, startServer } from "./server.ts";

/** Stopping in order takes 10 s at most (G15); what hangs longer is cut. */
const STOP_MS = 10_000;

async function main(config: Config): Promise<void> {
  const log = openLog(config.logLevel);
  let server: RunningServer | undefined;
  let stopping = false;

  const stop = async (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    try {
      await server?.close();
      log.info("stopped");
      process.exit(exitCode);
    } catch (error) {
      log.fatal({ error }, "could not stop in order");
      process.exit(1);
    }
  };
  const fail = (error: unknown, reason: string) => {
    log.fatal({ error }, reason);
    void stop(1);
  };

  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      log.info({ signal }, "stopping");
      void stop(0);
    });
  process.on("uncaughtException", (error) => fail(error, "an error that nobody caught"));
  process.on("unhandledRejection", (error) => fail(error, "a failure that nobody waited for"));

  try {
    server = await startServer(config, { log });
  } catch (error) {
    return fail(error, "could not start");
  }
  void server.failed.then((error) => fail(error, "the store failed"));
  // Whoever started the process waits for this line, whatever the level.
  log.child({}, { level: "info" }).info({ url: server.url, pid: process.pid }, "ready");
}

function configured(): Config | undefined {
  try {
    loadEnvFiles();
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return undefined;
  }
}

collectSeldom();
const config = configured();
if (config !== undefined) await main(config);
