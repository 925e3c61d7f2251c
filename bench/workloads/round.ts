import type { Punctuality } from "../load/open-loop.ts";
import type { Traffic } from "../load/traffic.ts";
import { type ProcessUsage, processUsage } from "../machine/process-usage.ts";
import { cpuTime, stolenSince } from "../machine/stolen-time.ts";
import type { Latencies } from "../stats/latencies.ts";

/** What one round of one contestant gave. */
export interface Round {
  operations: number;
  perSecond: number;
  /** of all threads of the server, per operation */
  cpuMicroseconds: number;
  /** to the disk, per operation */
  writtenBytes: number | undefined;
  /** share of the generator's core that it used, 0 … 1 */
  generatorBusy: number;
  /** share of the machine's time that the hypervisor gave to others */
  stolen: number;
  /** that the devices received per message: an acknowledgement, two pushes, a notification, and what else the server says */
  framesPerMessage?: number;
  latencies: {
    acknowledged?: Latencies;
    delivered?: Latencies;
    /** of the generator itself */
    late?: Latencies;
    /** of history pages, where the traffic reads any */
    pages?: Latencies;
  };
}

/** Measures the server process with this pid while `drive` puts the traffic on it. */
export async function measureRound(
  pid: number,
  traffic: Traffic,
  drive: (traffic: Traffic) => Promise<Punctuality | undefined>,
): Promise<Round> {
  const stolenFrom = cpuTime();
  const generatorBefore = process.cpuUsage();
  const before = processUsage(pid);
  const start = performance.now();
  const punctuality = await drive(traffic);
  const seconds = (performance.now() - start) / 1_000;
  const after = processUsage(pid);
  const generator = process.cpuUsage(generatorBefore);
  const operations = traffic.answered;
  return {
    operations,
    perSecond: operations / seconds,
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / operations,
    writtenBytes: writtenBytes(before, after, operations),
    generatorBusy: punctuality?.busy ?? (generator.user + generator.system) / 1e6 / seconds,
    stolen: stolenSince(stolenFrom),
    latencies: punctuality === undefined ? {} : { late: punctuality.lateness },
  };
}

function writtenBytes(before: ProcessUsage, after: ProcessUsage, operations: number): number | undefined {
  if (before.writtenBytes === undefined || after.writtenBytes === undefined) return undefined;
  return (after.writtenBytes - before.writtenBytes) / operations;
}
