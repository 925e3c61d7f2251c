import { LRUCache } from "lru-cache";
import { createDomain, type Domain } from "../../src/domain/domain.ts";
import { nobodyElsewhere } from "../../src/domain/nobody-elsewhere.ts";
import type { Fanout, Store, Whereabouts } from "../../src/domain/ports.ts";
import type { MemoryData } from "./memory-data.ts";
import type { Faults } from "./memory-gate.ts";
import { openMemoryStore } from "./memory-store.ts";
import { RecordingFanout } from "./recording-fanout.ts";
import { SeededRandom } from "./seeded-random.ts";
import { VirtualClock } from "./virtual-clock.ts";

export interface TestDomainOptions {
  clock?: VirtualClock;
  /** of another domain, to be a second node of its deployment */
  data?: MemoryData;
  seed?: number;
  faults?: Faults;
  /** instead of one that only remembers */
  fanout?: Fanout;
  /** instead of: nobody is on another node */
  whereabouts?: Whereabouts;
  /** what stands between the domain and the memory */
  around?: (store: Store) => Store;
  onError?: (error: unknown) => void;
}

export interface TestDomain extends Domain {
  store: Store;
  fanout: RecordingFanout;
  clock: VirtualClock;
  random: SeededRandom;
}

/** The whole domain over a memory store and a virtual clock. A failure that nobody waits for fails the test run. */
export function testDomain(options: TestDomainOptions = {}): TestDomain {
  const { clock = new VirtualClock(), seed = 1, data, faults = {}, around = (store) => store } = options;
  const random = new SeededRandom(seed);
  const fanout = new RecordingFanout();
  const store = around(openMemoryStore({ clock, faults, ...(data && { data }) }));
  const domain = createDomain({
    store,
    fanout: options.fanout ?? fanout,
    whereabouts: options.whereabouts ?? nobodyElsewhere,
    clock,
    random,
    // The library sets aside its whole room at once, which takes longer than most tests.
    makeCache: (max) => new LRUCache({ max: Math.min(max, 1_000) }),
    onError:
      options.onError ??
      ((error) => {
        throw error;
      }),
  });
  return { ...domain, store, fanout, clock, random };
}

export async function join(domain: TestDomain, ...userIds: string[]): Promise<void> {
  for (const id of userIds) await domain.people.register({ id, name: `${id}'s name`, image: null });
}

/** Two people who joined and like each other; the id of their match. What that set off has been said and forgotten. */
export async function matched(domain: TestDomain, one = "ann", other = "bob"): Promise<string> {
  await join(domain, one, other);
  await domain.people.like(one, other);
  const { answer } = await domain.people.like(other, one);
  if (!answer.matched) throw new Error(`${one} and ${other} like each other and have no match`);
  await quiet(domain);
  return answer.match.id;
}

/** Lets everything happen that was set off, and forgets what was said. */
export async function quiet(domain: TestDomain): Promise<void> {
  await domain.clock.runAll();
  domain.fanout.clear();
}
