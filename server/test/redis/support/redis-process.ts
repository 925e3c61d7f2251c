import { freePort } from "../../mongodb/support/free-port.ts";
import { ServiceProcess } from "../../mongodb/support/service-process.ts";

/** A Redis of a test's own, to be killed, frozen and started again at the same place. It keeps nothing on disk. */
export class RedisProcess {
  readonly url: string;
  readonly #port: number;
  readonly #settings: readonly string[];
  #process: ServiceProcess;

  private constructor(port: number, settings: readonly string[], process: ServiceProcess) {
    this.#port = port;
    this.#settings = settings;
    this.#process = process;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** @param settings as on the command line of redis-server */
  static async start(...settings: string[]): Promise<RedisProcess> {
    const port = await freePort();
    return new RedisProcess(port, settings, await run(port, settings));
  }

  /** Ends it at once, as a crash does. */
  kill(): Promise<void> {
    return this.#process.stop();
  }

  /** After kill(): another one at the same place, which knows nothing of what was. */
  async again(): Promise<void> {
    this.#process = await run(this.#port, this.#settings);
  }

  /** From here on it takes what it is sent and does nothing. */
  freeze(): void {
    this.#process.signal("SIGSTOP");
  }

  thaw(): void {
    this.#process.signal("SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.stop();
  }
}

function run(port: number, settings: readonly string[]): Promise<ServiceProcess> {
  const address = ["--port", String(port), "--bind", "127.0.0.1"];
  return ServiceProcess.start({
    program: "redis-server",
    args: [...address, "--save", "", "--appendonly", "no", ...settings],
    readyWhen: /Ready to accept connections/,
  });
}
