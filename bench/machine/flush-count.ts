import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The command prefix under which a process notes each of its flushes in a file; its other system calls run at full speed. */
export function countingFlushes(noteFile: string): string[] {
  return ["strace", "-D", "-f", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o", noteFile];
}

export function straceExists(): boolean {
  try {
    execFileSync("strace", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** How many flushes were noted so far. A call that another thread interrupts is noted twice, the second time as "resumed". */
export function flushesNoted(noteFile: string): number {
  return readFileSync(noteFile, "latin1").match(/ (fsync|fdatasync)\(/g)?.length ?? 0;
}
