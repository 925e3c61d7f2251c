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
  readonly name: string;
  readonly url: string;
  readonly #options: NodeOptions;
  #child: Child;

  private constructor(options: NodeOptions, child: Child) {
    this.#options = options;
    this.#child = child;
    this.name = options.name;
    this.url = apiAddress(options.settings);
  }

  static async start(options: NodeOptions): Promise<ClusterNode> {
    return new ClusterNode(options, await startApi(options));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Ends when a stop is asked for. @throws StartError when it cannot be started again */
  async keepRunning(say: (line: string) => void): Promise<void> {
    const { name, stop } = this.#options;
    for (;;) {
      this.#child.show();
      await this.#child.ended;
      if (stop.aborted) return;
      say(`${name} has ended. The others go on, and it is started again …`);
      this.#child = await startApi(this.#options);
      say(`${name} is ready again (process ${this.pid})`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
  }
}
