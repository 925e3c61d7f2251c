import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillDemo } from "../demo/fill-demo.ts";
import { plainLog } from "./plain-log.ts";
import { apiAddress, root, startApi, startWeb } from "./programs.ts";
import { requireFreePorts } from "./require-free-ports.ts";
import { readSettings, type Settings } from "./settings.ts";
import { untilOneEnds } from "./until-one-ends.ts";
import { ensureWebBuild } from "./web-build.ts";

interface Options {
  demo: boolean;
  dev: boolean;
  env: NodeJS.ProcessEnv;
  /** aborts when somebody asks us to stop */
  stop: AbortSignal;
}

/**
 * Runs both programs until one ends or a stop is asked for, then stops the other.
 * @throws StartError when it does not start, or when a program ended by itself
 */
export async function run({ demo, dev, env, stop }: Options): Promise<void> {
  await using open = new AsyncDisposableStack();
  const settings = readSettings({ ...quiet(env), ...(demo && demoEnvironment(open)) });
  const { host, port, webPort } = settings.config;
  const command = demo ? "npm run demo" : dev ? "npm run dev" : "npm start";
  await requireFreePorts({ host, ports: { PORT: port, WEB_PORT: webPort }, command });

  const directory = dev ? undefined : await build(settings, stop, open);
  const api = open.use(await startApi({ settings, watch: dev, stop }));
  const people = demo ? await fillDemo(apiAddress(settings)) : undefined;
  stop.throwIfAborted();
  const web = open.use(
    await startWeb({
      settings,
      watch: dev,
      stop,
      ...(directory && { directory }),
      ...(people && { env: { DEMO_PEOPLE: JSON.stringify(people) } }),
    }),
  );

  // What it warned of at its start. What the demonstration sets itself is no surprise.
  const warnings = plainLog(api.output);
  if (!demo && warnings !== "") process.stdout.write(`${warnings}\n`);
  announce(settings, demo);
  await untilOneEnds([api, web], stop);
}

/** With warnings only unless more is asked for; the demonstration's sign-in never comes from outside. */
function quiet({ DEMO_PEOPLE: _, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, LOG_LEVEL: env["LOG_LEVEL"] || "warn" };
}

/** A data directory that goes away with the demonstration, and no limits for the script that fills it. */
function demoEnvironment(open: AsyncDisposableStack): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), "duologue-demo-"));
  open.defer(() => rmSync(directory, { recursive: true, force: true }));
  return { DATA_DIR: directory, RATE_LIMITS: "off" };
}

async function build({ env }: Settings, stop: AbortSignal, open: AsyncDisposableStack): Promise<string> {
  const onBuilding = () => void process.stdout.write("Building the web app; this takes a moment …\n");
  const { directory, release } = await ensureWebBuild({ root, env, onBuilding, stop });
  open.defer(release);
  return directory;
}

function announce({ config }: Settings, demo: boolean): void {
  const lines = [
    "",
    `  Duologue is running.   Open ${config.webOrigins[0]}`,
    "",
    ...(demo
      ? ["  Choose somebody on the sign-in page, and somebody else in another browser window.", ""]
      : [`  Data: ${config.dataDir}`, ""]),
    "  Ctrl-C stops it.",
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
