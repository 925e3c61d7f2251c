import { ackedStays } from "./acked-stays.ts";
import { caughtUp } from "./caught-up.ts";
import type { History } from "./entry.ts";
import { expectedExits } from "./expected-exits.ts";
import { honestAnswers } from "./honest-answers.ts";
import { inOrder } from "./in-order.ts";
import { noHole } from "./no-hole.ts";
import { noLeak } from "./no-leak.ts";
import { nothingInvented } from "./nothing-invented.ts";
import { oneTruth } from "./one-truth.ts";
import { shownOnce } from "./shown-once.ts";
import { storedOnce } from "./stored-once.ts";

/** What must hold in every history, whatever was broken while it happened. */
const INVARIANTS = {
  I1: ackedStays,
  I2: nothingInvented,
  I3: storedOnce,
  I4: noHole,
  I5: oneTruth,
  I6: inOrder,
  I7: shownOnce,
  I8: caughtUp,
  I9: noLeak,
  I10: honestAnswers,
  I11: expectedExits,
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  invariant: Invariant;
  what: string;
}

/** Every violation, in time linear in the history. */
export function checkHistory(history: History): Violation[] {
  return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
    [...check(history)].map((what) => ({ invariant: invariant as Invariant, what })),
  );
}
