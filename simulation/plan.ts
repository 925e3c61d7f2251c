import type { SeededRandom } from "../server/test/support/seeded-random.ts";
import { storm, type Weather } from "./world/weather.ts";

/** What a seed decides before anything happens. */
export interface Plan {
  people: readonly { userId: string; tabs: readonly number[] }[];
  /** pairs who have matched; the others do not know each other */
  pairs: readonly (readonly [string, string])[];
  /** messages that each conversation begins with */
  history: readonly number[];
  store: "strict" | "majority";
  weather: Weather;
  /** how long the storm takes, in milliseconds */
  stormMs: number;
  /** on average between two acts of one person, in milliseconds */
  paceMs: number;
  /** how often something breaks, on average, in milliseconds */
  disasterMs: number;
  eventsPage: number;
  cacheSize: number;
}

export function planOf(random: SeededRandom): Plan {
  const devices = () =>
    Array.from({ length: random.chance(0.4) ? 2 : 1 }, () => (random.chance(0.4) ? 2 : 1));
  const pairs: (readonly [string, string])[] = [
    ["ann", "bob"],
    ["bob", "cyd"],
  ];
  if (random.chance(0.4)) pairs.push(["ann", "cyd"]);
  return {
    people: ["ann", "bob", "cyd"].map((userId) => ({ userId, tabs: devices() })),
    pairs,
    history: pairs.map(() => (random.chance(0.25) ? random.below(130) : random.below(4))),
    store: random.chance(0.5) ? "majority" : "strict",
    weather: storm(random),
    stormMs: 6_000 + random.below(34_000),
    paceMs: random.pick([500, 1_000, 2_500]),
    disasterMs: random.pick([1_500, 4_000, 12_000]),
    eventsPage: random.pick([3, 200]),
    cacheSize: random.pick([1, 2, 100]),
  };
}
