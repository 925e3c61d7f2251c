import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { StartError } from "../start/start-error.ts";

/** A database or a message broker that runs for as long as the cluster does. */
export class Service {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#ended = new Promise((resolve) => process.once("close", resolve));
  }

  /** Resolves once it says that it can be used. @throws StartError with its last words when it ends before */
  static async start(program: string, args: readonly string[], readyWhen: RegExp): Promise<Service> {
    // A group of its own: Ctrl-C reaches us alone, and it is stopped after the nodes that use it.
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
    const service = new Service(child);
    let last = "";
    for await (const line of createInterface(child.stdout)) {
      last = line;
      if (!readyWhen.test(line)) continue;
      child.stdout.resume();
      return service;
    }
    throw new StartError(`${program} ended while it started: ${last}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    await this.#ended;
  }
}

export function isOnPath(program: string): boolean {
  const directories = (process.env["PATH"] ?? "").split(delimiter);
  return directories.some((directory) => existsSync(join(directory, program)));
}
