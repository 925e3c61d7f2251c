import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

interface Command {
  program: string;
  args: readonly string[];
  /** in a line of its output: it can be used */
  readyWhen: RegExp;
}

/** A service in a process of its own. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, exited: Promise<unknown>) {
    this.#child = child;
    this.#exited = exited;
  }

  /** Resolves when it can be used. @throws with what it said when it ends before */
  static async start({ program, args, readyWhen }: Command): Promise<ServiceProcess> {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const exited = once(child, "close");
    // Awaited only when somebody stops it; that it could not be started is told below.
    exited.catch(() => {});
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    const said: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(line);
      if (!readyWhen.test(line)) continue;
      child.stdout.resume();
      return new ServiceProcess(child, exited);
    }
    await exited;
    throw new Error(`${program} did not start:\n${said.join("\n")}\n${errors}`);
  }

  /** SIGSTOP lets it hang, SIGCONT lets it go on. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }
}
