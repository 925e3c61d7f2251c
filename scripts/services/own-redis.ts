import { freePort } from "./free-port.ts";
import { ServiceProcess } from "./service-process.ts";

interface RedisOptions {
  /** as on the command line of redis-server */
  settings?: readonly string[];
  ownGroup?: boolean;
}

/** A Redis that belongs to whoever started it, to be killed, frozen and started again at the same place. It keeps nothing on disk. */
export class OwnRedis {
  readonly port: number;
  readonly #options: RedisOptions;
  #process: ServiceProcess | undefined;

  private constructor(port: number, options: RedisOptions) {
    this.port = port;
    this.#options = options;
  }

  static async start(options: RedisOptions = {}): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), options);
    await redis.again();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    await this.#process?.stop();
    this.#process = undefined;
  }

  /** After kill(): another one at the same place, which knows nothing of what was. */
  async again(): Promise<void> {
    const { settings = [], ownGroup = false } = this.#options;
    const address = ["--port", String(this.port), "--bind", "127.0.0.1"];
    this.#process = await ServiceProcess.start({
      program: "redis-server",
      args: [...address, "--save", "", "--appendonly", "no", ...settings],
      readyWhen: /Ready to accept connections/,
      ownGroup,
    });
  }

  /** From here on it takes what it is sent and does nothing. */
  freeze(): void {
    this.#process?.signal("SIGSTOP");
  }

  thaw(): void {
    this.#process?.signal("SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
