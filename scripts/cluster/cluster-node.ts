import type { Child } from "../start/child.ts";
import { apiAddress, startApi } from "../start/programs.ts";
import type { Settings } from "../start/settings.ts";

interface NodeOptions {
  name: string;
  settings: Settings;
  /** aborts when somebody asks all of it to stop */
  stop: AbortSignal;
}

/** One of the nodes. When it ends unasked it is started again at the same address, as a supervisor sees to it elsewhere. */
export class ClusterNode {
  readonly port: number;
  readonly #options: NodeOptions;
  #child: Child;

  private constructor(options: NodeOptions, child: Child) {
    this.#options = options;
    this.#child = child;
    this.port = options.settings.config.port;
  }

  static async start(options: NodeOptions): Promise<ClusterNode> {
    const child = await startApi(options);
    process.stdout.write(
      `${options.name} is ready: ${apiAddress(options.settings)} (process ${child.pid})\n`,
    );
    return new ClusterNode(options, child);
  }

  /** Ends when a stop is asked for. @throws StartError when it cannot be started again */
  async keepRunning(): Promise<void> {
    const { name, stop } = this.#options;
    for (;;) {
      this.#child.show();
      await this.#child.ended;
      if (stop.aborted) return;
      process.stdout.write(`${name} has ended. The others go on, and it is started again …\n`);
      this.#child = await startApi(this.#options);
      process.stdout.write(`${name} is ready again (process ${this.#child.pid})\n`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
  }
}
