import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** What a process asked of its files, in the order in which it did. */
export type DiskCall =
  | { what: "write"; path: string; offset: number; bytes: Buffer }
  | { what: "resize"; path: string; size: number }
  | { what: "remove"; path: string }
  /** `begun`: what was asked before this call is on the disk when the call with the same ticket has ended */
  | { what: "begun" | "flushed"; path: string; ticket: string };

/** Longer than anything that is written at once. */
const LONGEST = 16_777_216;

/** The command under which a process writes down its calls, with their bytes; see strace(1). */
export function recordingDisk(file: string): readonly string[] {
  const calls = "pwrite64,ftruncate,fsync,fdatasync,unlink";
  return ["strace", "-f", "--seccomp-bpf", "-y", "-xx", `-s${LONGEST}`, `-etrace=${calls}`, "-o", file];
}

const CALL = /^(\d+) +(\w+)\((.*)$/;
const RESUMED = /^(\d+) +<\.\.\. (fsync|fdatasync) resumed>.* = 0$/;
const FILE = /^\d+<([^>]*)>(?:, )?/;

/** Calls that failed are left out; one that was under way when the process died has begun and not ended. */
export async function* readDiskRecord(file: string): AsyncGenerator<DiskCall> {
  const flushing = new Map<string, string>();
  for await (const line of createInterface(createReadStream(file))) {
    const [, resumed = ""] = RESUMED.exec(line) ?? [];
    const path = flushing.get(resumed);
    if (path !== undefined) yield { what: "flushed", path, ticket: resumed };
    const [, thread, name, rest = ""] = CALL.exec(line) ?? [];
    if (thread === undefined || name === undefined || / = -1 /.test(rest)) continue;
    if (name === "fsync" || name === "fdatasync") {
      const flushed = fileOf(rest);
      flushing.set(thread, flushed);
      yield { what: "begun", path: flushed, ticket: thread };
      if (rest.endsWith(" = 0")) yield { what: "flushed", path: flushed, ticket: thread };
    } else yield changeOf(name, rest);
  }
}

function changeOf(name: string, rest: string): DiskCall {
  if (name === "unlink") return { what: "remove", path: textOf(/"([^"]*)"/.exec(rest)?.[1]) };
  const path = fileOf(rest);
  const given = rest.replace(FILE, "");
  if (name === "ftruncate") return { what: "resize", path, size: Number.parseInt(given, 10) };
  const [, bytes, offset] = /^"([^"]*)", \d+, (\d+)/.exec(given) ?? [];
  if (name !== "pwrite64" || bytes === undefined) throw new Error(`strace says ${name}(${rest.slice(0, 80)}`);
  return { what: "write", path, offset: Number(offset), bytes: bytesOf(bytes) };
}

function fileOf(rest: string): string {
  return textOf(FILE.exec(rest)?.[1]);
}

function textOf(escaped: string | undefined): string {
  if (escaped === undefined) throw new Error("strace names no file");
  return bytesOf(escaped).toString();
}

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll("\\x", ""), "hex");
}
