import { createHash } from "node:crypto";

/** What a client can have told in a token: as much as fits into what the protocol allows for one. */
const TOLD_MAX = 14;
const NAME_BYTES = 6;
const VERSION_BYTES = 4;
const HEAD_BYTES = 16;

/**
 * How far somebody was told of changes. Changes become visible a little out of the order of their stamps, so every
 * answer looks back over the time in which that can be, and a token knows what was told of it: matches, each by a
 * version that rises with every change, so that nothing is told twice and nothing is passed over. Where more was told
 * than a token holds, the rest is told again, which changes nothing for who hears it.
 */
export interface SyncToken {
  /** where to look from */
  from: number;
  /** while an answer has more pages: where to look from after the last; 0: there are none */
  resume: number;
  /** match → version, what was told last at the end */
  told: Told;
}

/** Versions of matches, by a short name of each. */
export class Told {
  readonly #versions: Map<string, number>;

  constructor(entries: Iterable<readonly [name: string, version: number]> = []) {
    this.#versions = new Map(entries);
  }

  get size(): number {
    return this.#versions.size;
  }

  knows(matchId: string, version: number): boolean {
    return this.#versions.get(nameOf(matchId)) === wrapped(version);
  }

  add(matchId: string, version: number): void {
    const name = nameOf(matchId);
    this.#versions.delete(name);
    this.#versions.set(name, wrapped(version));
  }

  newest(count: number): [name: string, version: number][] {
    return [...this.#versions].slice(-count);
  }
}

export function pack({ from, resume, told }: SyncToken): Buffer {
  const kept = told.newest(TOLD_MAX);
  const bytes = Buffer.alloc(HEAD_BYTES + kept.length * (NAME_BYTES + VERSION_BYTES));
  bytes.writeDoubleBE(from, 0);
  bytes.writeDoubleBE(resume, HEAD_BYTES / 2);
  let at = HEAD_BYTES;
  for (const [name, version] of kept) {
    bytes.write(name, at, "hex");
    bytes.writeUInt32BE(version, at + NAME_BYTES);
    at += NAME_BYTES + VERSION_BYTES;
  }
  return bytes;
}

export function unpack(bytes: Buffer): SyncToken {
  const entries: [name: string, version: number][] = [];
  for (let at = HEAD_BYTES; at < bytes.length; at += NAME_BYTES + VERSION_BYTES)
    entries.push([bytes.toString("hex", at, at + NAME_BYTES), bytes.readUInt32BE(at + NAME_BYTES)]);
  const [from, resume] = [bytes.readDoubleBE(0), bytes.readDoubleBE(HEAD_BYTES / 2)];
  return { from, resume, told: new Told(entries) };
}

/** One person has far too few matches for two to share a name; if they did, one change would wait for the next. */
function nameOf(matchId: string): string {
  return createHash("sha256")
    .update(matchId)
    .digest("hex")
    .slice(0, 2 * NAME_BYTES);
}

function wrapped(version: number): number {
  return version % 2 ** (8 * VERSION_BYTES);
}
