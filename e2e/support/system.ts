import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Child } from "../../scripts/start/child.ts";
import { apiAddress, root, startApi, startWeb } from "../../scripts/start/programs.ts";
import { readSettings, type Settings } from "../../scripts/start/settings.ts";
import { ensureWebBuild } from "../../scripts/start/web-build.ts";
import { freePort } from "./free-port.ts";

/**
 * What the browser believes. The programs listen on free ports, and the browser is told to go there for these two
 * names, so that the tests run the very build and configuration that `npm start` runs, and as many at once as like.
 */
export const WEB_URL = "http://localhost:3000";
const API_URL = "http://localhost:5001";

/** The whole of Duologue, as processes, on a data directory of its own. */
export class System {
  /** where the API really is, for calls from outside the browser */
  readonly apiUrl: string;
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
      NEXT_PUBLIC_API_URL: API_URL,
      WEB_ORIGIN: WEB_URL,
      DATA_DIR: dataDir,
    });
    const build = await ensureWebBuild({ root, env: settings.env });
    const api = await startApi({ settings });
    const web = await startWeb({ settings, directory: build.directory });
    return new System({ settings, dataDir, api, web, releaseBuild: build.release });
  }

  /** Chromium's switch that leads both names to this system. */
  get browserArgument(): string {
    const { port, webPort } = this.#settings.config;
    const rules = [
      `MAP ${new URL(API_URL).host} 127.0.0.1:${port}`,
      `MAP ${new URL(WEB_URL).host} 127.0.0.1:${webPort}`,
    ];
    return `--host-resolver-rules=${rules.join(",")}`;
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
