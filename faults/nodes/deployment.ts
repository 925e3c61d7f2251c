import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SeededRandom } from "../../lib/support/seeded-random.ts";
import { Balancer } from "../../scripts/cluster/balancer.ts";
import { OwnMongo } from "../../scripts/services/own-mongo.ts";
import { OwnRedis } from "../../scripts/services/own-redis.ts";
import { ChaosProxy } from "../chaos-proxy/chaos-proxy.ts";
import type { Recorder } from "../history/recorder.ts";
import { SupervisedServer } from "../server/supervised-server.ts";

const DATABASE = "faults";

/** One of the nodes, with the lines over which it reaches what all of them share. */
export interface DeployedNode {
  server: SupervisedServer;
  toRedis: ChaosProxy;
  toMongo: ChaosProxy;
}

interface DeploymentOptions {
  recorder: Recorder;
  seed: number;
  /** texts of errors in the log that the case provokes */
  provokes?: readonly RegExp[];
}

/** Three nodes behind one address, on a MongoDB and a Redis of their own. Everything ends with it. */
export class Deployment {
  readonly url: string;
  readonly nodes: readonly [DeployedNode, DeployedNode, DeployedNode];
  readonly redis: OwnRedis;
  readonly mongo: OwnMongo;
  readonly #open: AsyncDisposableStack;

  private constructor(
    open: AsyncDisposableStack,
    parts: Pick<Deployment, "url" | "nodes" | "redis" | "mongo">,
  ) {
    this.#open = open;
    this.url = parts.url;
    this.nodes = parts.nodes;
    this.redis = parts.redis;
    this.mongo = parts.mongo;
  }

  /** Everything but the nodes runs. */
  static async prepare({ recorder, seed, provokes = [] }: DeploymentOptions): Promise<Deployment> {
    await using open = new AsyncDisposableStack();
    const mongo = open.use(await OwnMongo.start());
    const redis = open.use(await OwnRedis.start());
    const random = new SeededRandom(seed);
    const line = async (port: number) => {
      const proxy = await ChaosProxy.open({ port, random });
      open.defer(() => proxy.close());
      return proxy;
    };
    const node = async (): Promise<DeployedNode> => {
      const [toRedis, toMongo] = [await line(redis.port), await line(mongo.port)];
      const directory = mkdtempSync(join(tmpdir(), "duologue-faults-"));
      open.defer(() => rmSync(directory, { recursive: true, force: true }));
      const environment = {
        REDIS_URL: toRedis.url.replace("http:", "redis:"),
        MONGODB_URL: `${toMongo.url.replace("http:", "mongodb:")}/${DATABASE}?directConnection=true`,
        TRUSTED_PROXIES: "127.0.0.1",
      };
      const server = open.use(await SupervisedServer.prepare({ directory, recorder, environment, provokes }));
      return { server, toRedis, toMongo };
    };
    const nodes = [await node(), await node(), await node()] as const;
    const ports = nodes.map(({ server }) => server.port);
    const balancer = await Balancer.open(ports, { port: 0, host: "127.0.0.1" });
    open.defer(() => balancer.close());
    const url = `http://127.0.0.1:${balancer.port}`;
    return new Deployment(open.move(), { url, nodes, redis, mongo });
  }

  /** Starts all nodes at once. */
  async start(): Promise<void> {
    await Promise.all(this.nodes.map(({ server }) => server.start()));
  }

  /** Of the database itself, whatever the lines of the nodes are like. */
  get mongoUrl(): string {
    return this.mongo.urlOf(DATABASE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }
}
