import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

const PRELOAD = new URL("./end-with-parent.ts", import.meta.url).href;
/** A little more than the ten seconds that a server may take for a graceful stop (G15). */
const STOP_WITHIN_MS = 12_000;

interface Options {
  name: string;
  /** a script and its arguments, run by this very Node */
  script: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** One of the programs that we run. Its output is held back until `show`, so that it does not drown ours. */
export class Child {
  readonly name: string;
  /** What it said so far, while it is held back. */
  output = "";
  /** Resolves with its exit code when it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;
  #shown = false;

  constructor({ name, script, cwd, env }: Options) {
    this.name = name;
    // A session of its own: Ctrl-C reaches us alone, and we stop it in order.
    this.#process = spawn(process.execPath, ["--import", PRELOAD, ...script], {
      cwd,
      env: { ...env, END_WITH_PARENT: "1" },
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#process.channel?.unref();
    this.ended = new Promise((resolve) => this.#process.once("close", resolve));
    this.#process.stdout?.on("data", (chunk: Buffer) => this.#hear(chunk, process.stdout));
    this.#process.stderr?.on("data", (chunk: Buffer) => this.#hear(chunk, process.stderr));
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** From now on what it says is ours to say. */
  show(): void {
    this.#shown = true;
  }

  /** Asks it to stop, and after twelve seconds makes it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.#process.kill(signal);
    const patience = new AbortController();
    const late = pause(STOP_WITHIN_MS, "late", { signal: patience.signal }).catch(() => "stopped");
    if ((await Promise.race([this.ended, late])) === "late") this.#process.kill("SIGKILL");
    await this.ended;
    patience.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #hear(chunk: Buffer, to: NodeJS.WriteStream): void {
    if (this.#shown) to.write(chunk);
    else this.output += chunk.toString();
  }
}
