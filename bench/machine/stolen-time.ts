import { readFileSync } from "node:fs";

export interface CpuTime {
  total: number;
  stolen: number;
}

/** Time of all cores since boot, in ticks; stolen is what the hypervisor gave to somebody else. */
export function cpuTime(): CpuTime {
  const first = readFileSync("/proc/stat", "latin1").split("\n", 1)[0] ?? "";
  const fields = first.trim().split(/ +/).slice(1, 9).map(Number);
  return { total: fields.reduce((sum, value) => sum + value, 0), stolen: fields[7] ?? 0 };
}

/** The share of the time since `from` that was stolen, 0 … 1. */
export function stolenSince(from: CpuTime): number {
  const now = cpuTime();
  return now.total === from.total ? 0 : (now.stolen - from.stolen) / (now.total - from.total);
}
