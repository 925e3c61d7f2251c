import { AppError } from "../../server/src/domain/app-error.ts";
import type { Store } from "../../server/src/domain/ports.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import { through } from "../engine/through.ts";
import { type Weather, within } from "./weather.ts";

interface Link {
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  /** the node on this side of the link */
  process: Process;
}

const WRITES: ReadonlySet<string> = new Set(["insert", "raise", "add", "update", "like", "pass"]);
/** A write whose answer was not waited for may still be on its way for this long, in milliseconds. */
const LATE: readonly [number, number] = [0, 4_000];

/** The store as one node reaches it: slow, at times out of reach, and at times without a word on what it did. */
export function linkedStore(store: Store, link: Link): Store {
  const pass = (name: string, call: () => Promise<unknown>) => passOver(link, WRITES.has(name), call);
  return {
    log: through(store.log, pass),
    marks: through(store.marks, pass),
    matches: through(store.matches, pass),
    people: through(store.people, pass),
    epoch: store.epoch,
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

type Fault = "refused" | "unanswered" | "late" | undefined;

function passOver(link: Link, isWrite: boolean, call: () => Promise<unknown>): Promise<unknown> {
  const { scheduler, random, weather, process } = link;
  const fault = faultOf(link, isWrite);
  // What a node had sent off before it died may reach the store all the same.
  const outlives = random.chance(0.5);
  return new Promise((resolve, reject) => {
    const answer = (settle: () => void) => void process.after(within(random, weather.storeLatency), settle);
    const fail = () => answer(() => reject(new AppError("unavailable")));
    const carryOut = () =>
      call().then(
        (value) => (fault === undefined ? answer(() => resolve(value)) : fail()),
        (error: unknown) => answer(() => reject(error)),
      );
    scheduler.after(within(random, weather.storeLatency), () => {
      if (!process.isAlive && !outlives) return;
      if (fault === undefined || fault === "unanswered") void carryOut();
      else fail();
      // Nobody hears of it any more, however it ends.
      if (fault === "late") scheduler.after(within(random, LATE), () => void Promise.allSettled([call()]));
    });
  });
}

function faultOf({ random, weather }: Link, isWrite: boolean): Fault {
  if (random.chance(weather.storeRefuses)) return "refused";
  if (!isWrite || !random.chance(weather.writeUnknown)) return undefined;
  return random.pick(["refused", "unanswered", "late"]);
}
