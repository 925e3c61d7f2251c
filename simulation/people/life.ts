import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Trace } from "../engine/trace.ts";
import { act } from "./acts.ts";
import type { Person } from "./person.ts";
import type { Tab } from "./tab.ts";

interface LifeOptions {
  scheduler: Scheduler;
  random: SeededRandom;
  trace: Trace;
  paceMs: number;
}

/** Nobody is faster than this from one act to the next, in milliseconds. */
const FASTEST_MS = 200;
/** Devices whose clocks jump. */
const CLOCK_JUMP_MS = 86_400_000;

/** Lets a person act on one screen after another, until told to rest. */
export function live(person: Person, options: LifeOptions): () => void {
  const { scheduler, random, paceMs, trace } = options;
  let rests = false;
  const next = () =>
    scheduler.after(FASTEST_MS + random.fraction() * 2 * paceMs, () => {
      if (rests) return;
      const tabs = person.tabs();
      const tab = tabs[random.below(tabs.length)];
      if (tab !== undefined) trace.note(scheduler.now, `${tab.name}: ${doSomething(person, tab, options)}`);
      next();
    });
  next();
  return () => {
    rests = true;
  };
}

function doSomething(person: Person, tab: Tab, { scheduler, random }: LifeOptions): string {
  if (tab.process.isFrozen) return "frozen";
  if (random.chance(0.01)) {
    tab.browser.skew += Math.round((random.fraction() - 0.5) * CLOCK_JUMP_MS);
    return "its clock jumps";
  }
  if (tab.isUsable) return act({ scheduler, random, person, tab });
  const { session } = tab.chat.getState();
  if (session === "loading") return "loading";
  // Signing in takes a person a while.
  if (random.chance(0.5)) return session;
  tab.browser.signIn(tab);
  return "signs in";
}
