import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerProcess } from "../contenders/server-process.ts";
import type { Template } from "../contenders/template.ts";
import { Sender } from "./sender.ts";

/** Whoever measures needs to know this much about the machine and the run. */
export interface Setting {
  ours: Template;
  naive: Template;
  /** commands under which a server gets its core */
  serverPrefix: readonly string[];
  /** whether the generator has a core of its own */
  ownCore: boolean;
  /** of people who talk in W1 and W2 */
  pairs: number;
}

/** Everything that W1 and W2 compare, running side by side so that rounds can alternate. */
export class Arena implements AsyncDisposable {
  readonly ours: Sender;
  readonly naive: Sender;
  /** ours once more: what differs between the two is noise */
  readonly twin: Sender;
  readonly socketEcho: ServerProcess;
  readonly httpEcho: ServerProcess;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    senders: { ours: Sender; naive: Sender; twin: Sender },
    echoes: { socketEcho: ServerProcess; httpEcho: ServerProcess },
    resources: AsyncDisposableStack,
  ) {
    this.ours = senders.ours;
    this.naive = senders.naive;
    this.twin = senders.twin;
    this.socketEcho = echoes.socketEcho;
    this.httpEcho = echoes.httpEcho;
    this.#resources = resources;
  }

  static async open(setting: Setting): Promise<Arena> {
    await using resources = new AsyncDisposableStack();
    const prefix = setting.serverPrefix;
    const enter = async (template: Template) => {
      const server = resources.use(await template.start({ prefix }));
      return resources.adopt(await Sender.open(server, template.population, setting.pairs), (sender) =>
        sender.close(),
      );
    };
    const senders = {
      ours: await enter(setting.ours),
      naive: await enter(setting.naive),
      twin: await enter(setting.ours),
    };
    const echoes = {
      socketEcho: resources.use(await startEcho("ws", prefix)),
      httpEcho: resources.use(await startEcho("http", prefix)),
    };
    return new Arena(senders, echoes, resources.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

/** Starts one of the two limits. */
export async function startEcho(kind: "ws" | "http", prefix: readonly string[]): Promise<ServerProcess> {
  return ServerProcess.start({
    entry: `bench/limits/${kind}-echo-server.ts`,
    environment: {},
    readyPath: "/",
    directory: await mkdtemp(join(tmpdir(), "bench-echo-")),
    removeDirectory: true,
    prefix,
  });
}
