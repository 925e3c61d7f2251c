import type { Environment } from "./machine/environment.ts";
import type { Options, Workload } from "./options.ts";
import type { CrashResult } from "./workloads/crash.ts";
import type { Reads } from "./workloads/history.ts";
import type { IdleSlope } from "./workloads/idle.ts";
import type { Interleaved } from "./workloads/interleave.ts";
import type { LoneTurn } from "./workloads/lone-message.ts";
import type { MixResult } from "./workloads/mix.ts";
import type { Sends } from "./workloads/sends.ts";
import type { WriteCost } from "./workloads/write-cost.ts";

/** Everything that one run measured, round by round; what was not asked for is absent. */
export interface Results {
  environment: Environment;
  options: Options;
  /** what ended a workload before it was measured, in a sentence */
  failures: Partial<Record<Workload, string>>;
  /** W2 */
  socket?: Sends;
  /** W1 */
  http?: Sends;
  lone?: readonly LoneTurn[];
  writes?: { ours: WriteCost; naive: WriteCost };
  mix?: MixResult;
  idle?: { ours: readonly IdleSlope[]; naive: readonly IdleSlope[] };
  connects?: Interleaved;
  history?: { ours: Reads; naive?: Reads };
  historyTenfold?: { ours: Reads };
  crash?: CrashResult;
}
