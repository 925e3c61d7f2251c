import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { SeededRandom } from "../../lib/support/seeded-random.ts";
import type { DiskCall } from "./disk-record.ts";

type Change = Extract<DiskCall, { what: "write" | "resize" }>;

interface File {
  bytes: Buffer;
  /** not flushed yet, in order */
  pending: Change[];
  /** by ticket of a flush under way: how much of what is pending it covers */
  covered: Map<string, number>;
}

interface UnpluggedOptions {
  random: SeededRandom;
  /** a disk that confirms flushes of these files and forgets what they covered */
  forgets?: (path: string) => boolean;
}

/**
 * A disk whose power is cut: what a flush has confirmed is there, and of everything else each single write is there or
 * not, as chance has it. Files are told apart by their name. SQLite's shared memory is none: it does not outlive its users.
 */
export class UnpluggedDisk {
  readonly #options: UnpluggedOptions;
  readonly #before: string;
  readonly #files = new Map<string, File>();

  /** @param before a directory with the files as they were when the record began */
  constructor(before: string, options: UnpluggedOptions) {
    this.#before = before;
    this.#options = options;
  }

  call(call: DiskCall): void {
    if (call.path.endsWith("-shm")) return;
    const file = this.#file(call.path);
    switch (call.what) {
      case "write":
      case "resize":
        file.pending.push(call);
        break;
      case "remove":
        this.#files.set(basename(call.path), empty());
        break;
      case "begun":
        file.covered.set(call.ticket, file.pending.length);
        break;
      case "flushed":
        this.#flushed(file, call);
    }
  }

  /** Writes every file as it is found when the power is back. */
  plugIn(directory: string): void {
    for (const [name, file] of this.#files) {
      for (const change of file.pending)
        if (this.#options.forgets === undefined && this.#options.random.chance(0.5)) apply(file, change);
      writeFileSync(join(directory, name), file.bytes, { mode: 0o600 });
    }
  }

  #flushed(file: File, { path, ticket }: Extract<DiskCall, { what: "begun" | "flushed" }>): void {
    const count = file.covered.get(ticket) ?? 0;
    const forgotten = this.#options.forgets?.(path) ?? false;
    for (const change of file.pending.splice(0, count)) if (!forgotten) apply(file, change);
    for (const [other, covered] of file.covered) file.covered.set(other, Math.max(0, covered - count));
  }

  #file(path: string): File {
    const name = basename(path);
    const known = this.#files.get(name);
    if (known) return known;
    const before = join(this.#before, name);
    const file = { ...empty(), ...(existsSync(before) && { bytes: readFileSync(before) }) };
    this.#files.set(name, file);
    return file;
  }
}

function empty(): File {
  return { bytes: Buffer.alloc(0), pending: [], covered: new Map() };
}

function apply(file: File, change: Change): void {
  const end = change.what === "write" ? change.offset + change.bytes.length : change.size;
  if (end > file.bytes.length)
    file.bytes = Buffer.concat([file.bytes, Buffer.alloc(end - file.bytes.length)]);
  if (change.what === "write") change.bytes.copy(file.bytes, change.offset);
  else file.bytes = file.bytes.subarray(0, end);
}
