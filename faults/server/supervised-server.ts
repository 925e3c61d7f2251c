import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../scripts/services/free-port.ts";
import type { Recorder } from "../history/recorder.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const ENTRY = "server/src/index.ts";
/** Loads the server's modules and waits for a line before it lets the entry run. */
const PRELOAD = "./faults/server/preload.ts";
/** What Node makes of the modules: kept, it saves every further process half of its start. */
const COMPILED = join(tmpdir(), "duologue-faults-compiled");

export interface ServerOptions {
  directory: string;
  recorder: Recorder;
  /** the address on which it listens */
  host?: string;
  environment?: Readonly<Record<string, string>>;
  /** a command that the process runs under, such as faketime */
  prefix?: readonly string[];
  /** texts of errors in the log that the case provokes; any other is a fault */
  provokes?: readonly RegExp[];
}

interface LogRecord {
  level: string;
  msg: string;
  pid?: number;
}

/**
 * The server as operators start it, and as a supervisor starts it again: always on the same port and the same data.
 * Ends are unexpected unless the case caused them; errors in the log are faults unless the case provokes them (I11).
 */
export class SupervisedServer {
  readonly url: string;
  readonly port: number;
  /** every line that any of its processes has logged */
  readonly log: string[] = [];
  environment: Readonly<Record<string, string>>;
  prefix: readonly string[];
  provokes: readonly RegExp[];
  readonly #options: ServerOptions;
  #process: ServerRun | undefined;
  #standby: ServerRun | undefined;

  private constructor(options: ServerOptions, port: number) {
    this.#options = options;
    this.port = port;
    this.url = `http://${options.host ?? "127.0.0.1"}:${port}`;
    this.environment = options.environment ?? {};
    this.prefix = options.prefix ?? [];
    this.provokes = options.provokes ?? [];
  }

  /** Chooses a port; starts nothing. */
  static async prepare(options: ServerOptions): Promise<SupervisedServer> {
    return new SupervisedServer(options, await freePort());
  }

  /** Resolves once the server says that it is ready. @throws when it ends before */
  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  /** Starts a process without waiting for it. */
  launch(): void {
    const run = this.#standby ?? this.#spawn();
    this.#standby = undefined;
    this.#process = run;
    run.go();
  }

  async ready(): Promise<void> {
    await this.#running.ready;
  }

  /** Has the next process load its modules now, so that `start` takes a fraction of a second. */
  prepareNext(): void {
    this.#standby ??= this.#spawn();
  }

  get pid(): number {
    return this.#running.pid;
  }

  /** Sends a signal after which the process is expected to end, and waits for it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.expectEnd();
    this.signal(signal);
    return this.ended();
  }

  signal(signal: NodeJS.Signals): void {
    this.#running.signal(signal);
  }

  /** The next end of the process is the case's own doing. */
  expectEnd(): void {
    this.#running.endExpected = true;
  }

  /** The exit code; null when a signal ended it. */
  ended(): Promise<number | null> {
    return this.#running.ended;
  }

  /** Resolves once a line with this message is logged. */
  said(message: string): Promise<void> {
    return this.#running.said(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const run of [this.#process, this.#standby]) {
      if (run === undefined) continue;
      run.endExpected = true;
      run.signal("SIGKILL");
      await run.ended;
    }
  }

  get #running(): ServerRun {
    if (this.#process === undefined) throw new Error("the server was not started");
    return this.#process;
  }

  #spawn(): ServerRun {
    const [command = process.execPath, ...args] = [
      ...this.prefix,
      process.execPath,
      "--import",
      PRELOAD,
      ENTRY,
    ];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: {
        NODE_ENV: "production",
        PATH: process.env["PATH"],
        HOST: new URL(this.url).hostname,
        PORT: String(this.port),
        DATA_DIR: this.#options.directory,
        RATE_LIMITS: "off",
        NODE_COMPILE_CACHE: COMPILED,
        NEXT_PUBLIC_API_URL: this.url,
        ...this.environment,
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    return new ServerRun(child, { recorder: this.#options.recorder, heard: (line) => this.#heard(line) });
  }

  #heard(line: string): void {
    const { recorder } = this.#options;
    this.log.push(line);
    recorder.hear(null, line);
    const isError = /"level":"(error|fatal)"/.test(line) || !line.startsWith("{");
    if (isError && !this.provokes.some((pattern) => pattern.test(line)))
      recorder.note({ what: "faulted", line });
  }
}

/** One process of the server. */
class ServerRun {
  endExpected = false;
  readonly ended: Promise<number | null>;
  readonly ready: Promise<void>;
  #pid: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #lines: string[] = [];

  constructor(
    child: ChildProcess,
    { recorder, heard }: { recorder: Recorder; heard: (line: string) => void },
  ) {
    this.#child = child;
    this.#pid = child.pid ?? 0;
    const killChild = () => {
      this.signal("SIGKILL");
      child.kill("SIGKILL");
    };
    process.once("exit", killChild);
    this.ended = once(child, "close").then(([code, signal]: (number | string | null)[]) => {
      process.off("exit", killChild);
      const exit = { code: Number(code ?? Number.NaN), signal: typeof signal === "string" ? signal : null };
      const known = Number.isNaN(exit.code) ? null : exit.code;
      recorder.note({ what: "exited", expected: this.endExpected, code: known, signal: exit.signal });
      return known;
    });
    this.ready = Promise.race([
      this.said("ready"),
      this.ended.then((code) => {
        throw new Error(`The server ended with ${code} before it was ready:\n${this.#lines.join("\n")}`);
      }),
    ]);
    this.ready.catch(() => {
      // Whoever waits for it hears of it.
    });
    // A process that was killed while it waited for its line takes none any more.
    child.stdin?.on("error", () => {});
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface(stream).on("line", (line) => this.#line(line, heard));
  }

  /** Of the server itself, when it runs under another program. */
  get pid(): number {
    return this.#pid;
  }

  go(): void {
    this.#child.stdin?.end("go\n");
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#child.exitCode === null && this.#child.signalCode === null) process.kill(this.#pid, signal);
  }

  said(message: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(message, [...(this.#waiting.get(message) ?? []), resolve]);
    });
  }

  #line(line: string, heard: (line: string) => void): void {
    heard(line);
    this.#lines.push(line);
    if (!line.startsWith("{")) return;
    const record = JSON.parse(line) as LogRecord;
    if (record.msg === "ready" && record.pid !== undefined) this.#pid = record.pid;
    for (const resolve of this.#waiting.get(record.msg) ?? []) resolve();
    this.#waiting.delete(record.msg);
  }
}
