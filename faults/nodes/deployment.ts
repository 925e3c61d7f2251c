import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SeededRandom } from "../../lib/support/seeded-random.ts";
import { Balancer } from "../../scripts/cluster/balancer.ts";
import { OwnMongo } from "../../scripts/services/own-mongo.ts";
import { OwnRedis } from "../../scripts/services/own-redis.ts";
import type { Recorder } from "../history/recorder.ts";
import { noWires, type Purpose, Wires } from "../machine/wires.ts";
import { SupervisedServer } from "../server/supervised-server.ts";
import { type Line, openLine } from "./line.ts";

const DATABASE = "faults";

/** One of the nodes, with the lines over which it reaches what all of them share. */
export interface DeployedNode {
  server: SupervisedServer;
  toRedis: Line;
  toMongo: Line;
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
  /** what the lines of the nodes are made of, for whoever reads the outcome */
  readonly lines: string;
  readonly #open: AsyncDisposableStack;

  private constructor(
    open: AsyncDisposableStack,
    parts: Pick<Deployment, "url" | "nodes" | "redis" | "mongo" | "lines">,
  ) {
    this.#open = open;
    this.url = parts.url;
    this.nodes = parts.nodes;
    this.redis = parts.redis;
    this.mongo = parts.mongo;
    this.lines = parts.lines;
  }

  /** Everything but the nodes runs. */
  static async prepare({ recorder, seed, provokes = [] }: DeploymentOptions): Promise<Deployment> {
    await using open = new AsyncDisposableStack();
    const mongo = open.use(await OwnMongo.start());
    const redis = open.use(await OwnRedis.start());
    const lacks = noWires();
    const services = { open, redis, mongo, random: new SeededRandom(seed) };
    const node = (number: number) =>
      prepareNode({ recorder, provokes }, services, lacks === undefined ? Wires.lay(number) : undefined);
    const nodes = [await node(0), await node(1), await node(2)] as const;
    const urls = nodes.map(({ server }) => server.url);
    const balancer = await Balancer.open(urls, { port: 0, host: "127.0.0.1" });
    open.defer(() => balancer.close());
    const url = `http://127.0.0.1:${balancer.port}`;
    const lines = lacks === undefined ? "wires between network namespaces" : `proxies, since ${lacks}`;
    return new Deployment(open.move(), { url, nodes, redis, mongo, lines });
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

interface Services {
  /** closes everything */
  open: AsyncDisposableStack;
  redis: OwnRedis;
  mongo: OwnMongo;
  random: SeededRandom;
}

async function prepareNode(
  options: Pick<DeploymentOptions, "recorder" | "provokes">,
  { open, redis, mongo, random }: Services,
  wires: Wires | undefined,
): Promise<DeployedNode> {
  if (wires) open.use(wires);
  const line = async (purpose: Purpose, port: number) => {
    const opened = await openLine({ port, random }, { wires, purpose });
    open.defer(() => opened.close());
    return opened;
  };
  const [toRedis, toMongo] = [await line("redis", redis.port), await line("mongo", mongo.port)];
  const clients = wires?.ends("clients") ?? { here: "127.0.0.1", there: "127.0.0.1" };
  const directory = mkdtempSync(join(tmpdir(), "duologue-faults-"));
  open.defer(() => rmSync(directory, { recursive: true, force: true }));
  const server = await SupervisedServer.prepare({
    ...options,
    directory,
    host: clients.there,
    prefix: wires?.prefix ?? [],
    environment: {
      REDIS_URL: toRedis.url.replace("http:", "redis:"),
      MONGODB_URL: `${toMongo.url.replace("http:", "mongodb:")}/${DATABASE}?directConnection=true`,
      TRUSTED_PROXIES: clients.here,
    },
  });
  return { server: open.use(server), toRedis, toMongo };
}
