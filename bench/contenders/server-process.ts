import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const ROOT = new URL("../../", import.meta.url).pathname;
/** A cold start takes about a second, and on a machine with other work many times that. */
const READY_WITHIN_MS = 120_000;
const POLL_MS = 20;

export interface ServerProgram {
  /** relative to the root of the project */
  entry: string;
  environment: Readonly<Record<string, string>>;
  readyPath: string;
  directory: string;
  /** when the server is disposed of */
  removeDirectory?: boolean;
  /** commands that the process runs under, such as taskset */
  prefix?: readonly string[];
  nodeArguments?: readonly string[];
}

/** A server under test: a real process, so that what it uses can be told apart from the generator. */
export class ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly directory: string;
  readonly #child: ChildProcess;
  readonly #removeDirectory: boolean;
  #said = "";

  private constructor(
    child: ChildProcess,
    { pid, url, program }: { pid: number; url: string; program: ServerProgram },
  ) {
    this.#child = child;
    this.#removeDirectory = program.removeDirectory ?? false;
    this.pid = pid;
    this.url = url;
    this.directory = program.directory;
    const note = (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-4_000);
    };
    /* However this process ends, its servers end with it. */
    const endChild = () => child.kill("SIGKILL");
    process.once("exit", endChild);
    child.once("exit", () => process.off("exit", endChild));
    child.stdout?.on("data", note);
    child.stderr?.on("data", note);
  }

  static async start(program: ServerProgram): Promise<ServerProcess> {
    const port = await freePort();
    const [command = process.execPath, ...rest] = [
      ...(program.prefix ?? []),
      process.execPath,
      ...(program.nodeArguments ?? []),
      program.entry,
    ];
    const child = spawn(command, rest, {
      cwd: ROOT,
      env: {
        ...process.env,
        ...program.environment,
        PORT: String(port),
        DATA_DIR: program.directory,
        NEXT_PUBLIC_API_URL: `http://127.0.0.1:${port}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (child.pid === undefined) throw new Error(`Cannot start ${command}`);
    const server = new ServerProcess(child, { pid: child.pid, url: `http://127.0.0.1:${port}`, program });
    await server.#ready(program.readyPath);
    return server;
  }

  /** The last lines that the process printed. */
  get said(): string {
    return this.#said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    if (this.#removeDirectory) await rm(this.directory, { recursive: true });
  }

  /** Sends the signal and waits for the end. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }

  async #ready(path: string): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (this.#child.exitCode !== null) throw new Error(`The server ended at its start:\n${this.#said}`);
      const status = await fetch(this.url + path).then(
        (response) => response.status,
        () => 599, // not listening yet
      );
      if (status < 500) return;
      await delay(POLL_MS);
    }
    await this.stop("SIGKILL");
    throw new Error(`The server was not ready within ${READY_WITHIN_MS} ms:\n${this.#said}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("The probe has no port");
  return address.port;
}
