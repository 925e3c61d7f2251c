import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNodes } from "../../scripts/cluster/start-nodes.ts";
import { freePort } from "../../scripts/services/free-port.ts";
import type { Child } from "../../scripts/start/child.ts";
import { apiAddress, root, startApi, startWeb } from "../../scripts/start/programs.ts";
import { readSettings, type Settings } from "../../scripts/start/settings.ts";
import { ensureWebBuild } from "../../scripts/start/web-build.ts";

interface SystemOptions {
  /** of the API; more than one share MongoDB and Redis, behind one address */
  nodes?: number;
  /** more environment for the API */
  env?: Record<string, string>;
}

/** The whole of Duologue, as processes, on free ports and a data directory of its own. */
export class System {
  /** where the API really is, for calls from outside the browser */
  readonly apiUrl: string;
  /** where browsers find the pages */
  readonly webUrl: string;
  /** Where the API keeps everything if it is one node; another program may open it only while the API is stopped. */
  readonly dataDir: string;
  readonly #settings: Settings;
  readonly #open: AsyncDisposableStack;
  /** if it is one node */
  #api: Child | undefined;

  private constructor(
    settings: Settings,
    parts: { dataDir: string; open: AsyncDisposableStack; api: Child | undefined },
  ) {
    this.#settings = settings;
    this.#open = parts.open;
    this.#api = parts.api;
    this.dataDir = parts.dataDir;
    this.apiUrl = apiAddress(settings);
    this.webUrl = `http://localhost:${settings.config.webPort}`;
  }

  static async start({ nodes = 1, env = {} }: SystemOptions = {}): Promise<System> {
    await using open = new AsyncDisposableStack();
    const dataDir = mkdtempSync(join(tmpdir(), "duologue-e2e-"));
    open.defer(() => rmSync(dataDir, { recursive: true, force: true }));
    const settings = readSettings({
      ...process.env,
      RATE_LIMITS: "off",
      ...env,
      HOST: "127.0.0.1",
      PORT: String(await freePort()),
      WEB_PORT: String(await freePort()),
      // The addresses follow the ports, whatever the machine's own environment says.
      NEXT_PUBLIC_API_URL: "",
      WEB_ORIGIN: "",
      DATA_DIR: dataDir,
    });
    const build = await ensureWebBuild({ root, env: settings.env });
    open.defer(build.release);
    let api: Child | undefined;
    if (nodes === 1) api = open.use(await startApi({ settings }));
    else await startNodes({ nodes, settings, stop: new AbortController().signal, open });
    open.use(await startWeb({ settings, directory: build.directory }));
    return new System(settings, { dataDir, open: open.move(), api });
  }

  /** The API goes away: with SIGTERM in order, with SIGKILL at once. */
  async stopApi(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    await this.#api?.stop(signal);
    this.#api = undefined;
  }

  /** The API comes back, on the same port and the same data. */
  async startApi(): Promise<void> {
    this.#api ??= await startApi({ settings: this.#settings });
  }

  async stop(): Promise<void> {
    await this.stopApi();
    await this.#open.disposeAsync();
  }
}
