import { EventEmitter, on } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { openLog } from "../../src/log.ts";
import { type RunningServer, startServer } from "../../src/server.ts";
import { Person } from "./person.ts";

export const WEB_ORIGIN = "http://localhost:3000";

type Overrides = NonNullable<Parameters<typeof startServer>[1]>;

interface Options {
  /** on top of: a free port, a new data directory, no rate limits */
  environment?: Record<string, string>;
  overrides?: Overrides;
  /** of an earlier server; it is then not removed */
  directory?: string;
  /** the test makes something fail: errors in the log are then no fault of the server */
  breaks?: boolean;
}

/**
 * A whole server on a free port with data of its own; `await using` stops it and removes its data. Whatever a test
 * did to it: when it logged an error that the test did not ask for, the test fails (R10).
 */
export class TestServer {
  readonly directory: string;
  /** everything that was logged, one JSON object a line */
  readonly log: readonly string[];
  readonly #running: RunningServer;
  readonly #ownsDirectory: boolean;
  readonly #breaks: boolean;
  readonly #logging: EventEmitter;
  #people = 0;

  private constructor(parts: {
    running: RunningServer;
    directory: string;
    ownsDirectory: boolean;
    breaks: boolean;
    log: readonly string[];
    logging: EventEmitter;
  }) {
    this.#running = parts.running;
    this.directory = parts.directory;
    this.#ownsDirectory = parts.ownsDirectory;
    this.#breaks = parts.breaks;
    this.log = parts.log;
    this.#logging = parts.logging;
  }

  static async start({
    environment = {},
    overrides = {},
    directory,
    breaks = false,
  }: Options = {}): Promise<TestServer> {
    const dataDir = directory ?? mkdtempSync(join(tmpdir(), "duologue-test-"));
    const log: string[] = [];
    const logging = new EventEmitter();
    const write = (line: string) => {
      log.push(line);
      logging.emit("line", line);
    };
    try {
      const config = readConfig({ PORT: "0", RATE_LIMITS: "off", DATA_DIR: dataDir, ...environment });
      const running = await startServer(config, {
        log: openLog(config.logLevel, { write }),
        ...overrides,
      });
      const ownsDirectory = directory === undefined;
      return new TestServer({ running, directory: dataDir, ownsDirectory, breaks, log, logging });
    } catch (error) {
      if (directory === undefined) rmSync(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  get url(): string {
    return this.#running.url;
  }

  get port(): number {
    return this.#running.port;
  }

  get routes(): RunningServer["routes"] {
    return this.#running.routes;
  }

  get failed(): Promise<Error> {
    return this.#running.failed;
  }

  /** Resolves with the next line in the log that says this. */
  async logged(text: string): Promise<string> {
    for await (const [line] of on(this.#logging, "line")) if (line.includes(text)) return line;
    throw new Error("the log has ended");
  }

  /** A request as a program sends it: no cookie, no origin. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.url + path, init);
  }

  /** A new person with an account and a session. */
  signUp(name = "Person"): Promise<Person> {
    this.#people += 1;
    return Person.signUp(this.url, { name, email: `person${this.#people}@example.org` });
  }

  /** Two people who like each other, and what came of it. */
  async signUpPair(): Promise<{ alice: Person; bob: Person; matchId: string }> {
    const alice = await this.signUp("Alice");
    const bob = await this.signUp("Bob");
    return { alice, bob, matchId: await alice.matchWith(bob) };
  }

  /** Stops the server and leaves its data. */
  stop(): Promise<void> {
    return this.#running.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    if (this.#ownsDirectory) rmSync(this.directory, { recursive: true, force: true });
    const faults = this.log.filter((line) => /"level":"(error|fatal)"/.test(line));
    if (!this.#breaks && faults.length > 0) throw new Error(`The server logged errors:\n${faults.join("")}`);
  }
}

export const startTestServer = (options?: Options): Promise<TestServer> => TestServer.start(options);
