import type { Clock, Store } from "../../src/domain/ports.ts";
import { MemoryData } from "./memory-data.ts";
import { type Faults, MemoryGate } from "./memory-gate.ts";
import { memoryLog } from "./memory-log.ts";
import { memoryMarks } from "./memory-marks.ts";
import { memoryMatches } from "./memory-matches.ts";
import { memoryPeople } from "./memory-people.ts";

interface Options {
  /** for the latency of the faults */
  clock: Clock;
  /** what another store left behind, or shares */
  data?: MemoryData;
  faults?: Faults;
}

/**
 * A store that keeps every promise but durability: it passes the contract suite, and can be slow and fail on demand.
 * Several over one data are several nodes of a deployment.
 */
export function openMemoryStore({ clock, data = new MemoryData(), faults = {} }: Options): Store {
  const gate = new MemoryGate({ clock, faults });
  return {
    log: memoryLog(data, gate),
    marks: memoryMarks(data, gate),
    matches: memoryMatches(data, gate),
    people: memoryPeople(data, gate),
    epoch: data.epoch,
    ping: () => gate.call(() => {}),
    close: () => gate.close(),
  };
}
