import { join } from "node:path";
import next from "next";
import { clientAddress } from "../../server/src/client-address.ts";
import type { Config } from "../../server/src/config.ts";
import { ConnectionCap } from "../../server/src/connection-cap.ts";
import { HttpServer } from "../../server/src/http-server.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { systemRandom } from "../../server/src/system-random.ts";
import { webApp } from "./web-app.ts";

const ROOT = join(import.meta.dirname, "../..");
/** How long pages that were begun may take when this stops. */
const DRAIN_MS = 3_000;

/**
 * Next behind our own HTTP server: the one of `next start` gives some answers without our headers, waits minutes for slow
 * requests, and takes upgrades, of which the web app needs none. Resolves, when it listens, to how to stop it.
 */
export async function serveWeb(config: Config): Promise<() => Promise<void>> {
  const { host, webPort, webOrigins, trustedProxies, rateLimits } = config;
  const pages = next({ dev: false, dir: ROOT, hostname: host, port: webPort });
  await pages.prepare();
  const http = new HttpServer({ clock: systemClock, random: systemRandom, takesUpgrade: () => false });
  const https = webOrigins.some((origin) => origin.startsWith("https:"));
  http.serve(webApp(pages.getRequestHandler(), { https }));
  const addressOf = clientAddress(trustedProxies);
  if (rateLimits) new ConnectionCap({ trustedProxies, addressOf, onRefused: () => {} }).watch(http.server);
  await http.listen({ host, port: webPort });
  return async () => {
    await http.drain(DRAIN_MS);
    await http.close();
    await pages.close();
  };
}
