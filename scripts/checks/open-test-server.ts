import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../server/src/config.ts";
import { startServer } from "../../server/src/server.ts";

interface TestServer extends AsyncDisposable {
  url: string;
  routes: readonly { method: string; path: string }[];
}

/** The real server on a free port and a data directory of its own, which goes with it. */
export async function openTestServer(): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), "duologue-scripts-"));
  const environment = { PORT: "0", DATA_DIR: directory, RATE_LIMITS: "off", LOG_LEVEL: "silent" };
  const { url, routes, close } = await startServer(readConfig({ NODE_ENV: "test", ...environment }));
  return {
    url,
    routes,
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
