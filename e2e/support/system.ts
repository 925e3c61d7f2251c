import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/services/free-port.ts";
import type { Child } from "../../scripts/start/child.ts";
import { apiAddress, root, startApi, startWeb } from "../../scripts/start/programs.ts";
import { readSettings, type Settings } from "../../scripts/start/settings.ts";
import { ensureWebBuild } from "../../scripts/start/web-build.ts";

/** The whole of Duologue, as processes, on free ports and a data directory of its own. */
export class System {
  /** where the API really is, for calls from outside the browser */
  readonly apiUrl: string;
  /** where browsers find the pages */
  readonly webUrl: string;
  readonly #settings: Settings;
  readonly #dataDir: string;
  readonly #web: Child;
  readonly #releaseBuild: () => void;
  #api: Child | undefined;

  private constructor(parts: {
    settings: Settings;
    dataDir: string;
    api: Child;
    web: Child;
    releaseBuild: () => void;
  }) {
    this.#settings = parts.settings;
    this.#dataDir = parts.dataDir;
    this.#api = parts.api;
    this.#web = parts.web;
    this.#releaseBuild = parts.releaseBuild;
    this.apiUrl = apiAddress(parts.settings);
    this.webUrl = `http://localhost:${parts.settings.config.webPort}`;
  }

  static async start(extra: Record<string, string>): Promise<System> {
    const dataDir = mkdtempSync(join(tmpdir(), "duologue-e2e-"));
    const settings = readSettings({
      ...process.env,
      RATE_LIMITS: "off",
      ...extra,
      HOST: "127.0.0.1",
      PORT: String(await freePort()),
      WEB_PORT: String(await freePort()),
      // The addresses follow the ports, whatever the machine's own environment says.
      NEXT_PUBLIC_API_URL: "",
      WEB_ORIGIN: "",
      DATA_DIR: dataDir,
    });
    const build = await ensureWebBuild({ root, env: settings.env });
    const api = await startApi({ settings });
    const web = await startWeb({ settings, directory: build.directory });
    return new System({ settings, dataDir, api, web, releaseBuild: build.release });
  }

  /** Where the API keeps everything; another program may open it only while the API is stopped. */
  get dataDir(): string {
    return this.#dataDir;
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

  /** What the API has logged so far. */
  get apiLog(): string {
    return this.#api?.output ?? "";
  }

  async stop(): Promise<void> {
    await Promise.all([this.stopApi(), this.#web.stop()]);
    this.#releaseBuild();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}
