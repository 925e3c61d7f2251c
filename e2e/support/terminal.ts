import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/services/free-port.ts";
import { root } from "../../scripts/start/programs.ts";

/** `npm start` as somebody at a terminal has it, on free ports, with a temporary directory of its own. */
export class Terminal {
  readonly apiUrl: string;
  readonly webUrl: string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** what it has printed so far, errors too */
  output = "";
  readonly #running: Promise<"running">;
  readonly #process;
  readonly #temporary: string;

  private constructor(args: readonly string[], apiPort: number, webPort: number) {
    this.apiUrl = `http://127.0.0.1:${apiPort}`;
    this.webUrl = `http://localhost:${webPort}`;
    this.#temporary = mkdtempSync(join(tmpdir(), "duologue-terminal-"));
    this.#process = spawn(process.execPath, ["scripts/start.ts", ...args], {
      cwd: root,
      env: {
        ...process.env,
        TMPDIR: this.#temporary,
        DATA_DIR: join(this.#temporary, "data"),
        PORT: String(apiPort),
        WEB_PORT: String(webPort),
        // The addresses follow the ports, whatever the machine's own environment says.
        NEXT_PUBLIC_API_URL: "",
        WEB_ORIGIN: "",
        DEMO_PEOPLE: JSON.stringify([{ name: "Nobody", email: "n@example.org", password: "x", note: "" }]),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = new Promise((resolve) => this.#process.once("close", resolve));
    this.#running = new Promise((resolve) => {
      const hear = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (this.output.includes("Duologue is running")) resolve("running");
      };
      this.#process.stdout.on("data", hear);
      this.#process.stderr.on("data", hear);
    });
  }

  /** Resolves when it says that it is running; rejects with its words when it ends before. */
  static async start(...args: string[]): Promise<Terminal> {
    const terminal = new Terminal(args, await freePort(), await freePort());
    const first = await Promise.race([terminal.#running, terminal.ended]);
    if (first !== "running") throw new Error(`It ended without running:\n${terminal.output}`);
    return terminal;
  }

  /** What Ctrl-C or a process manager does. */
  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Ends one of the two programs as a crash would. */
  crash(script: string): void {
    const options = ["-ww", "-o", "pid=,args=", "--ppid", String(this.#process.pid)];
    const children = execFileSync("ps", options, { encoding: "utf8" }).split("\n");
    const pid = Number.parseInt(children.find((child) => child.includes(script)) ?? "", 10);
    // No number would mean our own process group.
    if (Number.isNaN(pid)) throw new Error(`Nothing of it runs ${script}:\n${children.join("\n")}`);
    process.kill(pid, "SIGKILL");
  }

  /** What it has left in its temporary directory. */
  leftovers(): string[] {
    return readdirSync(this.#temporary);
  }

  /** Ends whatever is left of it. */
  async clear(): Promise<void> {
    this.#process.kill();
    await this.ended;
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}
