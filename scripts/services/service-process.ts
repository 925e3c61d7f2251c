import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

interface Command {
  program: string;
  args: readonly string[];
  /** in a line of its output: it can be used */
  readyWhen: RegExp;
  /** Ctrl-C does not reach it: whoever started it stops it, after those that use it. */
  ownGroup?: boolean;
}

/** Of what it said, in case it does not start. */
const LAST_LINES = 20;

/** A service in a process of its own. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, exited: Promise<unknown>) {
    this.#child = child;
    this.#exited = exited;
  }

  /** Resolves when it can be used. @throws with what it said last when it ends before */
  static async start({ program, args, readyWhen, ownGroup = false }: Command): Promise<ServiceProcess> {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: ownGroup });
    const exited = once(child, "close");
    const said: string[] = [];
    const ready = Promise.withResolvers<void>();
    for (const output of [child.stdout, child.stderr])
      createInterface(output).on("line", (line) => {
        said.push(line);
        if (said.length > LAST_LINES) said.shift();
        if (readyWhen.test(line)) ready.resolve();
      });
    const failed = exited.then(() => {
      throw new Error(`${program} did not start:\n${said.join("\n")}`);
    });
    await Promise.race([ready.promise, failed]);
    // It also ends in the end.
    failed.catch(() => {});
    return new ServiceProcess(child, exited);
  }

  /** SIGSTOP lets it hang, SIGCONT lets it go on. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Resolves when it has ended: by SIGKILL as in a crash, by SIGTERM in order. */
  async stop(by: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    this.#child.kill(by);
    await this.#exited;
  }
}
