import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createInterface } from "node:readline";

const ENTRY = new URL("../../src/index.ts", import.meta.url).pathname;

interface LogRecord {
  msg?: string;
  url?: string;
}

/** The server as operators start it: a process of its own. `await using` kills what is left of it. */
export class ServerProcess {
  /** what it printed so far */
  readonly lines: string[] = [];
  errors = "";
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  readonly #messages = new EventEmitter();
  readonly #ready: Promise<string>;

  constructor(environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [ENTRY], {
      env: { PATH: process.env["PATH"], PORT: "0", RATE_LIMITS: "off", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#ready = this.said("ready").then(({ url }) => url ?? "");
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
    });
    if (this.#child.stdout)
      createInterface(this.#child.stdout).on("line", (line) => {
        this.lines.push(line);
        const record: LogRecord = JSON.parse(line);
        if (record.msg !== undefined) this.#messages.emit(record.msg, record);
      });
    this.#exited = once(this.#child, "close").then(([code]: (number | null)[]) => code ?? null);
  }

  /** The address, once the line is there that says it; fails when the process ends first. */
  async ready(): Promise<string> {
    const url = await Promise.race([this.#ready, this.#exited]);
    if (typeof url === "string") return url;
    throw new Error(`The server ended:\n${this.lines.join("\n")}\n${this.errors}`);
  }

  /** The next record with this message. */
  async said(message: string): Promise<LogRecord> {
    const [record]: LogRecord[] = await once(this.#messages, message);
    return record ?? {};
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** The exit code; null when a signal ended it. */
  exited(): Promise<number | null> {
    return this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }
}
