import type { Parts } from "../world/parts.ts";
import type { Replacements } from "./breakable.ts";

/** The functions at the core of client and server that a mutant may put something else in the place of. */
export interface Core {
  timeline?: Replacements<typeof import("../../lib/timeline.ts")>;
  outbox?: Replacements<typeof import("../../lib/outbox.ts")>;
  mergeMatch?: Replacements<typeof import("../../lib/merge-match.ts")>;
  transcript?: Replacements<typeof import("../../lib/transcript.ts")>;
  logHead?: Replacements<typeof import("../../server/src/domain/log-head.ts")>;
}

/** The system with one rule broken, to show that the checks notice. */
export interface Mutant {
  /** what it does wrong */
  name: string;
  /** the invariants or promises of which one must be seen to break */
  caughtBy: readonly string[];
  parts?: Partial<Parts>;
  core?: Core;
}
