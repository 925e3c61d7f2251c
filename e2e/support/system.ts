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
import { SharedServices } from "./shared-services.ts";

interface SystemOptions {
  /** of the API: one keeps everything in SQLite; more share MongoDB and Redis, behind one address */
  nodes?: number;
}

/** Whatever the machine's own environment names. */
const NO_SERVICES = { MONGODB_URL: "", REDIS_URL: "" };

interface Parts {
  settings: Settings;
  open: AsyncDisposableStack;
  /** of one node */
  api: Child | undefined;
  /** of several */
  services: SharedServices | undefined;
  nodeUrls: readonly string[];
}

/** The whole of Duologue, as processes, on free ports and a data directory or database of its own. */
export class System {
  /** where the API really is, for calls from outside the browser */
  readonly apiUrl: string;
  /** where browsers find the pages */
  readonly webUrl: string;
  readonly #parts: Parts;
  #signUps = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.apiUrl = apiAddress(parts.settings);
    this.webUrl = `http://localhost:${parts.settings.config.webPort}`;
  }

  static async start({ nodes = 1 }: SystemOptions = {}): Promise<System> {
    await using open = new AsyncDisposableStack();
    const dataDir = mkdtempSync(join(tmpdir(), "duologue-e2e-"));
    open.defer(() => rmSync(dataDir, { recursive: true, force: true }));
    const services = nodes === 1 ? undefined : await SharedServices.start(open);
    const settings = readSettings({
      ...process.env,
      ...(services?.urls ?? NO_SERVICES),
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
    const api = nodes === 1 ? open.use(await startApi({ settings })) : undefined;
    const stop = new AbortController().signal;
    const running = api ? [] : await startNodes({ nodes, settings, stop, open });
    open.use(await startWeb({ settings, directory: build.directory }));
    const nodeUrls = running.map(({ url }) => url);
    return new System({ settings, open: open.move(), api, services, nodeUrls });
  }

  /** Where the calls of one more person go. All of them go to one node, as with a device that has a socket. */
  nextUrl(): string {
    const { nodeUrls } = this.#parts;
    this.#signUps += 1;
    return nodeUrls[this.#signUps % nodeUrls.length] ?? this.apiUrl;
  }

  /** Whether a query of the store costs what it finds, and not all that is there. */
  get readsByKey(): boolean {
    return this.#parts.services?.readsByKey ?? true;
  }

  /** Lets something write into the store past the API. That of one node has one owner at a time, so its API is away meanwhile. */
  async fillStore(fill: (store: Store) => Promise<void>): Promise<void> {
    const { settings, api } = this.#parts;
    await api?.stop();
    const ground = { clock: systemClock, log: openLog("silent"), metrics: createMetrics() };
    const { store, accounts, close } = await openStorage({ ...ground, config: settings.config });
    try {
      await fill(store);
    } finally {
      accounts.close();
      await close();
    }
    if (api) this.#parts.api = await startApi({ settings });
  }

  /** After each test. */
  async tidy(): Promise<void> {
    await this.#parts.services?.tidy();
  }

  async stop(): Promise<void> {
    await this.#parts.api?.stop();
    await this.#parts.open.disposeAsync();
  }
}
