import { Latencies } from "../stats/latencies.ts";
import { exponential, type Random } from "../stats/seeded-random.ts";
import type { Traffic } from "./traffic.ts";

/** Arrival times of a Poisson process, in milliseconds from its start. Made beforehand: no answer can delay a later arrival. */
export function poissonSchedule(random: Random, perSecond: number, milliseconds: number): number[] {
  const arrivals: number[] = [];
  for (let at = exponential(random, perSecond / 1_000); at < milliseconds; ) {
    arrivals.push(at);
    at += exponential(random, perSecond / 1_000);
  }
  return arrivals;
}

export interface Punctuality {
  /** how late the generator itself was */
  lateness: Latencies;
  /** the share of the time in which the generator had something to do, 0 … 1 */
  busy: number;
}

/**
 * Launches each operation at its time, whatever became of those before. With a core of its own the generator never
 * sleeps (a timer is up to a millisecond late); without one it must not take the server's core and does.
 */
export function openLoop(
  traffic: Traffic,
  schedule: readonly number[],
  ownCore: boolean,
): Promise<Punctuality> {
  const { promise, resolve, reject } = Promise.withResolvers<Punctuality>();
  const lateness = new Latencies();
  const start = performance.now();
  let next = 0;
  let idle = 0;
  let before = start;
  let activityBefore = traffic.activity;
  const again = () => (ownCore ? setImmediate(step) : setTimeout(step, 1));
  const step = () => {
    let now = performance.now();
    if (traffic.activity === activityBefore) idle += now - before;
    before = now;
    try {
      for (let due = schedule[next]; due !== undefined && start + due <= now; due = schedule[next]) {
        lateness.record(now - start - due);
        traffic.launch(start + due);
        next += 1;
        now = performance.now();
      }
    } catch (error) {
      reject(error);
      return;
    }
    activityBefore = traffic.activity;
    if (next < schedule.length) again();
    else resolve({ lateness, busy: 1 - idle / (performance.now() - start) });
  };
  again();
  return promise;
}
