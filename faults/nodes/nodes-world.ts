import { MongoClient } from "mongodb";
import { SeededRandom } from "../../lib/support/seeded-random.ts";
import { checkHistory } from "../history/check-history.ts";
import type { Sight } from "../history/entry.ts";
import { Recorder } from "../history/recorder.ts";
import { EngineClient } from "../workload/engine-client.ts";
import { type Figures, figuresOf } from "../workload/figures.ts";
import { type Pair, signUpPairs } from "../workload/pairs.ts";
import { PlainClient } from "../workload/plain-client.ts";
import { type Seat, settle } from "../workload/settle.ts";
import { Traffic, type Writer } from "../workload/traffic.ts";
import { waitUntil } from "../workload/wait-until.ts";
import { Deployment } from "./deployment.ts";

export interface NodesWorldOptions {
  seed: number;
  /** where the history goes when something does not hold */
  historyFile: string;
  provokes?: readonly RegExp[];
  /** messages a second of each device; twice as many in the first pair */
  rate?: number;
  /** false: the case starts the nodes itself */
  started?: boolean;
}

interface EventDocument {
  seq: number;
  id: string;
  kind: string;
  a: string;
  c: string;
  body: string | null;
}

const PAIRS = 2;
const RATE = 1;
/** The longest back-off of the client is 30 s, and a machine that does much else takes its time. */
const PROGRESS_MS = 180_000;

/** Three nodes under faults with everybody who uses them: each pair has an engine and a plain client, on whatever nodes. */
export class NodesWorld {
  readonly deployment: Deployment;
  readonly recorder: Recorder;
  readonly #options: NodesWorldOptions;
  readonly #random: SeededRandom;
  readonly #seats: Seat[] = [];
  readonly #written = new Map<string, number>();
  #pairs: Pair[] = [];
  #numbers = 0;

  private constructor(options: NodesWorldOptions, recorder: Recorder, deployment: Deployment) {
    this.#options = options;
    this.#random = new SeededRandom(options.seed);
    this.recorder = recorder;
    this.deployment = deployment;
  }

  static async open(options: NodesWorldOptions): Promise<NodesWorld> {
    const recorder = new Recorder();
    const deployment = await Deployment.prepare({ ...options, recorder });
    const world = new NodesWorld(options, recorder, deployment);
    try {
      if (options.started !== false) await deployment.start();
      return world;
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** For messages that are posted by hand. */
  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  /** The first pair, which writes most. */
  get pair(): Pair {
    const [first] = this.#pairs;
    if (first === undefined) throw new Error("nobody was signed up yet");
    return first;
  }

  /** Signs people up and seats them; all of them write until the traffic is stopped. */
  async begin(): Promise<Traffic> {
    const { recorder, deployment } = this;
    const { url } = deployment;
    const { rate = RATE } = this.#options;
    this.#pairs = await signUpPairs({ url, count: PAIRS, recorder });
    const writers: Writer[] = [];
    for (const [index, pair] of this.#pairs.entries()) {
      const seat = (side: 0 | 1, kind: string) => {
        const { id, token } = pair.people[side];
        return { url, token, recorder, device: `${kind}${index}`, user: id, matches: [pair.match] };
      };
      for (const talker of [await EngineClient.open(seat(0, "engine")), new PlainClient(seat(1, "plain"))]) {
        this.#seats.push({ talker, pair });
        writers.push({ talker, pair, rate: index === 0 ? 2 * rate : rate });
      }
    }
    const run = `seed${this.#options.seed}`;
    const traffic = new Traffic({ writers, random: this.#random, written: this.#written, run });
    traffic.begin();
    await this.progress();
    return traffic;
  }

  /** Resolves once every device had another message acknowledged. */
  async progress(): Promise<void> {
    const { history } = this.recorder;
    let seen = history.length;
    const waiting = new Set(this.#seats.map(({ talker }) => talker.user));
    const look = () => {
      for (; seen < history.length; seen += 1) {
        const entry = history[seen];
        if (entry?.what === "acked") waiting.delete(entry.user);
      }
      return waiting.size === 0;
    };
    await waitUntil(look, { within: PROGRESS_MS, what: () => `an answer for ${waiting.size} devices` });
  }

  /**
   * Waits for calm and holds the whole history to the invariants.
   * @throws with the first violations; the history is then kept
   */
  async verify(): Promise<Figures> {
    const { recorder, deployment } = this;
    const client = await MongoClient.connect(deployment.mongoUrl);
    try {
      const dump = (match: string) => dumpFrom(client, match);
      await settle({ url: deployment.url, dump, recorder, pairs: this.#pairs, seats: this.#seats });
      const violations = checkHistory(recorder.history);
      if (violations.length === 0) return figuresOf(recorder.history);
      const first = violations.slice(0, 10).map(({ invariant, what }) => `  ${invariant} ${what}`);
      throw new Error(`${violations.length} violations, such as:\n${first.join("\n")}`);
    } catch (cause) {
      recorder.save(this.#options.historyFile);
      const { message } = cause instanceof Error ? cause : new Error(String(cause));
      throw new Error(`${message}\n  history: ${this.#options.historyFile}`, { cause });
    } finally {
      await client.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { talker } of this.#seats) talker.close();
    await this.deployment[Symbol.asyncDispose]();
  }
}

/** What the database holds of a conversation, read without any of the server's code. */
async function dumpFrom(client: MongoClient, match: string): Promise<Sight[]> {
  const events = client.db().collection<EventDocument>("event");
  const documents = await events.find({ m: match }).toArray();
  return documents
    .toSorted((one, other) => one.seq - other.seq)
    .map(({ seq, id, kind, a, c, body }) => ({
      seq,
      id,
      sender: a,
      key: c,
      content: kind === "message" ? body : null,
    }));
}
