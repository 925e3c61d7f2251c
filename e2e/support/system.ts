import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNodes } from "../../scripts/cluster/start-nodes.ts";
import { freePort } from "../../scripts/services/free-port.ts";
import type { Child } from "../../scripts/start/child.ts";
import { apiAddress, root, startApi, startWeb } from "../../scripts/start/programs.ts";
import { readSettings, type Settings } from "../../scripts/start/settings.ts";
import { ensureWebBuild } from "../../scripts/start/web-build.ts";
import type { Store } from "../../server/src/domain/ports.ts";
import { openLog } from "../../server/src/log.ts";
import { createMetrics } from "../../server/src/metrics.ts";
import { openStorage } from "../../server/src/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { startSharedServices } from "./shared-services.ts";

interface SystemOptions {
  /** of the API: one keeps everything in SQLite; more share MongoDB and Redis, behind one address */
  nodes?: number;
}

/** Whatever the machine's own environment names. */
const NO_SERVICES = { MONGODB_URL: "", REDIS_URL: "" };

/** The whole of Duologue, as processes, on free ports and a data directory or database of its own. */
export class System {
  /** where the API really is, for calls from outside the browser */
  readonly apiUrl: string;
  /** where browsers find the pages */
  readonly webUrl: string;
  readonly #settings: Settings;
  readonly #open: AsyncDisposableStack;
  /** if it is one node */
  #api: Child | undefined;

  private constructor(settings: Settings, parts: { open: AsyncDisposableStack; api: Child | undefined }) {
    this.#settings = settings;
    this.#open = parts.open;
    this.#api = parts.api;
    this.apiUrl = apiAddress(settings);
    this.webUrl = `http://localhost:${settings.config.webPort}`;
  }

  static async start({ nodes = 1 }: SystemOptions = {}): Promise<System> {
    await using open = new AsyncDisposableStack();
    const dataDir = mkdtempSync(join(tmpdir(), "duologue-e2e-"));
    open.defer(() => rmSync(dataDir, { recursive: true, force: true }));
    const services = nodes === 1 ? NO_SERVICES : await startSharedServices(open);
    const settings = readSettings({
      ...process.env,
      ...services,
      RATE_LIMITS: "off",
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
    return new System(settings, { open: open.move(), api });
  }

  /** Lets something write into the store past the API. That of one node has one owner at a time, so its API is away meanwhile. */
  async fillStore(fill: (store: Store) => Promise<void>): Promise<void> {
    const { config } = this.#settings;
    await this.#api?.stop();
    const parts = { config, clock: systemClock, log: openLog("silent"), metrics: createMetrics() };
    const { store, accounts, close } = await openStorage(parts);
    try {
      await fill(store);
    } finally {
      accounts.close();
      await close();
    }
    if (this.#api) this.#api = await startApi({ settings: this.#settings });
  }

  async stop(): Promise<void> {
    await this.#api?.stop();
    await this.#open.disposeAsync();
  }
}
