import { afterEach, beforeEach, describe, test } from "vitest";
import type { Cases, Opened } from "./contract-case.ts";
import { lifeCases } from "./life-cases.ts";
import { listCases } from "./list-cases.ts";
import { logCases } from "./log-cases.ts";
import { markCases } from "./mark-cases.ts";
import { pageCases } from "./page-cases.ts";
import { peopleCases } from "./people-cases.ts";
import { syncCases } from "./sync-cases.ts";

/** What one adapter is allowed not to do, and why. */
export interface Deviation {
  reason: string;
  tests: readonly string[];
}

const parts: Record<string, Cases> = {
  log: logCases,
  pages: pageCases,
  marks: markCases,
  list: listCases,
  sync: syncCases,
  people: peopleCases,
  life: lifeCases,
};

/** Tests that an adapter is a Store: every promise of `domain/ports.ts`, the same for all of them. */
export function storeContract(
  name: string,
  open: () => Promise<Opened>,
  deviations: readonly Deviation[] = [],
): void {
  const excused = new Set(deviations.flatMap(({ tests }) => tests));
  const titles = new Set(Object.values(parts).flatMap((cases) => Object.keys(cases)));
  for (const title of excused)
    if (!titles.has(title)) throw new Error(`The contract has no case “${title}” to deviate from.`);

  describe(`${name} store`, () => {
    let opened: Opened;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());

    for (const [part, cases] of Object.entries(parts))
      describe(part, () => {
        for (const [title, run] of Object.entries(cases))
          if (!excused.has(title)) test(title, () => run(opened));
      });
  });
}
