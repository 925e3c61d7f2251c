import { root, startWeb } from "../start/programs.ts";
import { requireFreePorts } from "../start/require-free-ports.ts";
import { readSettings } from "../start/settings.ts";
import { untilOneEnds } from "../start/until-one-ends.ts";
import { ensureWebBuild } from "../start/web-build.ts";
import { startServices } from "./services.ts";
import { startNodes } from "./start-nodes.ts";

interface Options {
  nodes: number;
  env: NodeJS.ProcessEnv;
  /** aborts when somebody asks us to stop */
  stop: AbortSignal;
}

/**
 * Runs so many nodes behind one address, and the web app, until a stop is asked for. A node may be killed.
 * @throws StartError when it does not start, or when what cannot be done without ended by itself
 */
export async function runCluster({ nodes, env, stop }: Options): Promise<void> {
  await using open = new AsyncDisposableStack();
  const settings = readSettings({ ...env, LOG_LEVEL: env["LOG_LEVEL"] || "warn" });
  const { host, port, webPort } = settings.config;
  const wanted = { PORT: port, WEB_PORT: webPort };
  await requireFreePorts({ host, ports: wanted, command: "npm run cluster" });
  const build = await ensureWebBuild({
    root,
    env: settings.env,
    onBuilding: () => say("Building the web app; this takes a moment …"),
    stop,
  });
  open.defer(build.release);
  const shared = readSettings({ ...settings.env, ...(await startServices(env, open)) });
  const running = await startNodes({ nodes, settings: shared, stop, open });
  for (const node of running) say(`${node.name} is ready: ${node.url} (process ${node.pid})`);
  const web = open.use(await startWeb({ settings, directory: build.directory, stop }));
  say(`\n  Duologue is running on ${nodes} nodes.   Open ${settings.config.webOrigins[0]}\n`);
  await Promise.race([untilOneEnds([web], stop), ...running.map((node) => node.keepRunning(say))]);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
