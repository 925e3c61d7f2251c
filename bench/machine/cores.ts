import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

export interface Cores {
  /** the command that puts a server on its core; empty when there is nothing to separate */
  serverPrefix: readonly string[];
  /** whether the generator has a core of its own */
  separated: boolean;
}

/** Gives this process (the generator) core 1 and servers core 0, where there are two cores and taskset. */
export function separateCores(): Cores {
  if (availableParallelism() < 2) return { serverPrefix: [], separated: false };
  try {
    execFileSync("taskset", ["-a", "-p", "-c", "1", String(process.pid)], { stdio: "ignore" });
    return { serverPrefix: ["taskset", "-c", "0"], separated: true };
  } catch {
    return { serverPrefix: [], separated: false }; // no taskset here: the report says so
  }
}
