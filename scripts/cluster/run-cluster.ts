import { freePort } from "../services/free-port.ts";
import { root, startWeb } from "../start/programs.ts";
import { requireFreePorts } from "../start/require-free-ports.ts";
import { readSettings } from "../start/settings.ts";
import { untilOneEnds } from "../start/until-one-ends.ts";
import { ensureWebBuild } from "../start/web-build.ts";
import { Balancer } from "./balancer.ts";
import { ClusterNode } from "./cluster-node.ts";
import { startServices } from "./services.ts";

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
    onBuilding: () => void process.stdout.write("Building the web app; this takes a moment …\n"),
    stop,
  });
  open.defer(build.release);
  const services = await startServices(env, open);

  const running: ClusterNode[] = [];
  open.defer(async () => {
    await Promise.all(running.map((node) => node[Symbol.asyncDispose]()));
  });
  for (let n = 1; n <= nodes; n += 1) {
    const own = { HOST: "127.0.0.1", PORT: String(await freePort()), TRUSTED_PROXIES: "127.0.0.1" };
    const node = readSettings({ ...settings.env, ...services, ...own });
    running.push(await ClusterNode.start({ name: `Node ${n}`, settings: node, stop }));
  }
  const balancer = await Balancer.open(
    running.map((node) => node.port),
    { port, host },
  );
  open.defer(() => balancer.close());
  const web = open.use(await startWeb({ settings, directory: build.directory, stop }));

  process.stdout.write(
    `\n  Duologue is running on ${nodes} nodes.   Open ${settings.config.webOrigins[0]}\n\n`,
  );
  await Promise.race([untilOneEnds([web], stop), ...running.map((node) => node.keepRunning())]);
}
