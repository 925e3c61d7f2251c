import { afterEach, expect, test, vi } from "vitest";
import { breakable } from "./mutants/breakable.ts";
import { clientMutants } from "./mutants/client-mutants.ts";
import type { Core, Mutant } from "./mutants/mutant.ts";
import { serverMutants } from "./mutants/server-mutants.ts";
import { storeMutants } from "./mutants/store-mutants.ts";
import { runSeed } from "./run-seed.ts";
import { sound } from "./world/parts.ts";

/*
 * The simulator is worth what it can find. Each mutant is the real system with one rule broken; a check must notice
 * within so many seeds. The functions of the pure core are replaced inside the real modules, hence `vi.mock`.
 */
const broken = vi.hoisted<{ core: Core }>(() => ({ core: {} }));

vi.mock(import("../lib/timeline.ts"), async (real) => breakable(await real(), () => broken.core.timeline));
vi.mock(import("../lib/outbox.ts"), async (real) => breakable(await real(), () => broken.core.outbox));
vi.mock(import("../lib/merge-match.ts"), async (real) =>
  breakable(await real(), () => broken.core.mergeMatch),
);
vi.mock(import("../lib/transcript.ts"), async (real) =>
  breakable(await real(), () => broken.core.transcript),
);
vi.mock(import("../server/src/domain/log-head.ts"), async (real) =>
  breakable(await real(), () => broken.core.logHead),
);

const SEEDS_MAX = 60;
/** `simulation.test.ts` runs them all; these show that looking for replacements changes nothing. */
const SEEDS_WITHOUT = 10;

afterEach(() => {
  broken.core = {};
});

/** The seeds that it takes until a check notices, and which. */
async function hunt({ parts, core }: Mutant): Promise<{ seeds: number; rule: string | undefined }> {
  broken.core = core ?? {};
  for (let seed = 1; seed <= SEEDS_MAX; seed += 1) {
    const { violation } = await runSeed(seed, { ...sound, ...parts });
    if (violation) return { seeds: seed, rule: violation.rule };
  }
  return { seeds: SEEDS_MAX, rule: undefined };
}

test.each([...storeMutants, ...serverMutants, ...clientMutants])(
  "a system that $name is caught",
  async (mutant) => {
    const { rule } = await hunt(mutant);
    expect(mutant.caughtBy).toContain(rule);
  },
);

test("with nothing replaced, the same seeds pass", async () => {
  for (let seed = 1; seed <= SEEDS_WITHOUT; seed += 1)
    expect((await runSeed(seed)).violation).toBeUndefined();
});
