/** The web app from a build, for browsers: `npm start` runs it beside the API, and the images by itself. */
import { ConfigError, readConfig } from "../server/src/config.ts";
import { serveWeb } from "./web/serve-web.ts";

try {
  const close = await serveWeb(readConfig());
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void close().then(() => process.exit(0));
    });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
