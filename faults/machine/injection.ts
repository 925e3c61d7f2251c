import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Faults in the system calls of a running process and all its threads, by strace; `await using` ends them. */
export class Injection {
  readonly #strace: ChildProcess;

  private constructor(strace: ChildProcess) {
    this.#strace = strace;
  }

  /**
   * Resolves once the process is traced.
   * @param rule what happens to which call, such as `fsync,fdatasync:delay_enter=500000`; see strace(1), "Tampering"
   */
  static async into(pid: number, rule: string): Promise<Injection> {
    const [calls = ""] = rule.split(":");
    const strace = spawn(
      "strace",
      ["-f", "-p", String(pid), "-e", `trace=${calls}`, "-e", `inject=${rule}`],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const lines = createInterface(strace.stderr);
    const attached = new Promise<void>((resolve) => {
      lines.on("line", (line) => {
        if (line.includes("attached")) resolve();
      });
    });
    const ended = once(strace, "close").then(() => {
      throw new Error("strace ended before it had attached");
    });
    ended.catch(() => {
      // It also ends in the end.
    });
    await Promise.race([attached, ended]);
    return new Injection(strace);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#strace.exitCode !== null || this.#strace.signalCode !== null) return;
    const ended = once(this.#strace, "close");
    this.#strace.kill("SIGTERM");
    await ended;
  }
}
