import type { NodesWorld, NodesWorldOptions } from "../nodes/nodes-world.ts";
import type { World, WorldOptions } from "../workload/world.ts";

/** What a machine may lack. */
export type Means = "strace" | "faketime" | "tmpfs" | "prlimit" | "mongodb" | "redis";

/** One fault on the real process. */
export interface FaultCase {
  /** of the fault matrix */
  id: string;
  fault: string;
  how: string;
  expected: string;
  needs?: readonly Means[];
  /** runs in the long form, or when it is named: too much for a short one */
  isLong?: boolean;
  /** Answers with what was seen, in a few words. @throws when what is expected does not hold */
  run(trial: Trial): Promise<string>;
}

/** How large one run of a case is. */
export interface Trial {
  long: boolean;
  seed: number;
  /** how often a case that kills the server does it; undefined: as the case thinks fit */
  kills: number | undefined;
  /** Says how far a long case is. */
  progress(text: string): void;
  /** A world for this trial, with its server started; on the trial's seed if on no other. */
  open(options?: Partial<Omit<WorldOptions, "historyFile">>): Promise<World>;
  /** The same with three nodes. */
  openNodes(options?: Partial<Omit<NodesWorldOptions, "historyFile">>): Promise<NodesWorld>;
}
