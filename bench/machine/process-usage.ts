import { readFileSync } from "node:fs";

/** The unit of utime and stime: USER_HZ, which is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a process has used since it began; all its threads, exited ones too. */
export interface ProcessUsage {
  /** user and system time; steps of 10 ms */
  cpuMicroseconds: number;
  /** bytes that it caused to be written to the disk, checkpoints included; undefined where the kernel does not tell */
  writtenBytes: number | undefined;
}

export function processUsage(pid: number): ProcessUsage {
  return { cpuMicroseconds: cpuMicroseconds(pid), writtenBytes: writtenBytes(pid) };
}

function cpuMicroseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  /* The name in parentheses may hold blanks; utime and stime are fields 14 and 15, the 12th and 13th after it. */
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000_000;
}

function writtenBytes(pid: number): number | undefined {
  try {
    const io = readFileSync(`/proc/${pid}/io`, "latin1");
    const line = /^write_bytes: (\d+)$/m.exec(io);
    return line === null ? undefined : Number(line[1]);
  } catch {
    return undefined; // some containers hide it
  }
}

/** Memory of a process in kB: Rss, and Pss, which counts pages shared with other processes only in part. */
export function processMemory(pid: number): { rss: number; pss: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1");
  const kilobytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB$`, "m").exec(rollup)?.[1]);
  return { rss: kilobytes("Rss"), pss: kilobytes("Pss") };
}
