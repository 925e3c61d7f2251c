import { join } from "node:path";
import { Child } from "./child.ts";
import type { Settings } from "./settings.ts";
import { waitUntilUp } from "./wait-until-up.ts";

/** The checkout that we run. */
export const root = join(import.meta.dirname, "../..");

interface Program {
  settings: Settings;
  /** restarts by itself when its sources change */
  watch?: boolean;
  /** on top of the settings' environment */
  env?: Record<string, string>;
  /** gives up */
  stop?: AbortSignal | undefined;
}

/** The API and the sockets; resolves when they can serve. */
export async function startApi({ settings, watch = false, env = {}, stop }: Program): Promise<Child> {
  const child = new Child({
    name: "The API",
    script: [...(watch ? ["--watch", "--watch-preserve-output"] : []), "server/src/index.ts"],
    cwd: root,
    env: { ...settings.env, ...env },
  });
  await upOrStopped(child, `${apiAddress(settings)}/readyz`, stop);
  return child;
}

/** The web app: from a build, or with `watch` from the sources; resolves when its first page answers. */
export async function startWeb({
  settings,
  watch = false,
  env = {},
  directory,
  stop,
}: Program & { directory?: string }): Promise<Child> {
  const { host, webPort } = settings.config;
  const child = new Child({
    name: "The web app",
    script: watch
      ? ["node_modules/next/dist/bin/next", "dev", "-H", host, "-p", String(webPort)]
      : ["scripts/web.ts"],
    cwd: root,
    env: {
      ...settings.env,
      ...env,
      ...(directory && { WEB_BUILD_DIR: directory }),
      NODE_ENV: watch ? "development" : "production",
    },
  });
  await upOrStopped(child, `http://${reachable(host)}:${webPort}/sign-in`, stop);
  return child;
}

async function upOrStopped(child: Child, url: string, stop?: AbortSignal): Promise<void> {
  try {
    await waitUntilUp(child, url, stop);
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Where we ourselves reach the API. */
export function apiAddress({ config }: Settings): string {
  return `http://${reachable(config.host)}:${config.port}`;
}

/** "Everywhere" is no address to connect to. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
