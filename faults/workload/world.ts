import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SeededRandom } from "../../lib/support/seeded-random.ts";
import { ChaosProxy } from "../chaos-proxy/chaos-proxy.ts";
import { checkHistory } from "../history/check-history.ts";
import { Recorder } from "../history/recorder.ts";
import { type ServerOptions, SupervisedServer } from "../server/supervised-server.ts";
import { dumpConversation, integrityOf } from "./database-dump.ts";
import { EngineClient, type EngineOptions } from "./engine-client.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { type Pair, signUpPairs } from "./pairs.ts";
import { PlainClient, type PlainOptions } from "./plain-client.ts";
import { type Seat, settle } from "./settle.ts";
import { Traffic, type Writer } from "./traffic.ts";

export interface WorldOptions extends Partial<Omit<ServerOptions, "recorder">> {
  seed: number;
  /** where the history goes when something does not hold */
  historyFile: string;
  /** false: the case starts the server itself */
  started?: boolean;
}

type EngineSettings = Partial<Pick<EngineOptions, "clockOffset" | "browser">>;
type PlainSettings = Partial<Pick<PlainOptions, "url" | "headers" | "pollEvery">>;

/** One server under faults with everybody who uses it, on a data directory that goes with it. */
export class World {
  readonly recorder: Recorder;
  readonly random: SeededRandom;
  readonly directory: string;
  readonly seats: Seat[] = [];
  readonly pairs: Pair[] = [];
  readonly server: SupervisedServer;
  /** between the clients and the server; gentle until a case makes it otherwise */
  readonly proxy: ChaosProxy;
  readonly #options: WorldOptions;
  readonly #ownsDirectory: boolean;
  readonly #proxies: ChaosProxy[] = [];
  /** messages of each device */
  readonly #written = new Map<string, number>();
  #devices = 0;

  private constructor(
    options: WorldOptions,
    parts: Pick<World, "directory" | "recorder" | "server" | "proxy">,
  ) {
    this.#options = options;
    this.#ownsDirectory = options.directory === undefined;
    this.random = new SeededRandom(options.seed);
    this.directory = parts.directory;
    this.recorder = parts.recorder;
    this.server = parts.server;
    this.proxy = parts.proxy;
    this.#proxies.push(parts.proxy);
  }

  /** Starts the server. */
  static async open(options: WorldOptions): Promise<World> {
    const recorder = new Recorder();
    const directory = options.directory ?? mkdtempSync(join(tmpdir(), "duologue-faults-"));
    const server = await SupervisedServer.prepare({ ...options, directory, recorder });
    const proxy = await ChaosProxy.open({ port: server.port, random: new SeededRandom(options.seed) });
    const world = new World(options, { directory, recorder, server, proxy });
    try {
      if (options.started !== false) await server.start();
      return world;
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
  }

  async signUpPairs(count: number): Promise<Pair[]> {
    const name = `p${this.pairs.length}s`;
    const pairs = await signUpPairs({ url: this.server.url, count, recorder: this.recorder, name });
    this.pairs.push(...pairs);
    return pairs;
  }

  /** A device of one side of a pair with the engine that ships. */
  async engine(pair: Pair, side: 0 | 1, settings: EngineSettings = {}): Promise<EngineClient> {
    const talker = await EngineClient.open({ ...this.#seatOf(pair, side, "engine"), ...settings });
    this.seats.push({ talker, pair });
    return talker;
  }

  /** A device of one side of a pair with the plain client. */
  plain(pair: Pair, side: 0 | 1, settings: PlainSettings = {}): PlainClient {
    const talker = new PlainClient({ ...this.#seatOf(pair, side, "plain"), ...settings });
    this.seats.push({ talker, pair });
    return talker;
  }

  engines(): EngineClient[] {
    return this.seats.flatMap(({ talker }) => (talker instanceof EngineClient ? talker : []));
  }

  plainClients(): PlainClient[] {
    return this.seats.flatMap(({ talker }) => (talker instanceof PlainClient ? talker : []));
  }

  /** Another proxy in front of the server, for a client that has a weather of its own. */
  async openProxy(): Promise<ChaosProxy> {
    const proxy = await ChaosProxy.open({ port: this.server.port, random: this.random });
    this.#proxies.push(proxy);
    return proxy;
  }

  /** An engine on the left and a plain client on the right of each pair; all write, the first pair ten times as much. */
  async seatEverybody(rate = 5): Promise<Writer[]> {
    const writers = await Promise.all(
      this.pairs.map(async (pair, index): Promise<Writer[]> => {
        const each = { pair, rate: index === 0 ? rate * 10 : rate };
        return [
          { ...each, talker: await this.engine(pair, 0) },
          { ...each, talker: this.plain(pair, 1) },
        ];
      }),
    );
    return writers.flat();
  }

  traffic(writers: readonly Writer[], padding = 0): Traffic {
    const run = `seed${this.#options.seed}`;
    return new Traffic({ writers, random: this.random, written: this.#written, run, padding });
  }

  /**
   * Waits for calm, takes everybody's final state and holds the whole history to the invariants.
   * @throws with the first violations; the history is then kept
   */
  async verify(): Promise<Figures> {
    try {
      const { server, directory, recorder, pairs, seats } = this;
      const dump = (match: string) => dumpConversation(directory, match);
      await settle({ url: server.url, dump, recorder, pairs, seats });
      const integrity = integrityOf(directory);
      if (integrity !== "ok") throw new Error(`the data file is damaged: ${integrity}`);
      const violations = checkHistory(recorder.history);
      if (violations.length === 0) return figuresOf(recorder.history);
      const first = violations.slice(0, 10).map(({ invariant, what }) => `  ${invariant} ${what}`);
      throw new Error(`${violations.length} violations, such as:\n${first.join("\n")}`);
    } catch (cause) {
      this.recorder.save(this.#options.historyFile);
      const { message } = cause instanceof Error ? cause : new Error(String(cause));
      throw new Error(`${message}\n  history: ${this.#options.historyFile}`, { cause });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { talker } of this.seats) talker.close();
    await this.server[Symbol.asyncDispose]();
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
    if (this.#ownsDirectory) rmSync(this.directory, { recursive: true, force: true });
  }

  #seatOf(pair: Pair, side: 0 | 1, kind: string) {
    this.#devices += 1;
    const { id, token } = pair.people[side];
    const device = `${kind}${this.#devices}`;
    return { url: this.proxy.url, token, recorder: this.recorder, device, user: id, matches: [pair.match] };
  }
}
