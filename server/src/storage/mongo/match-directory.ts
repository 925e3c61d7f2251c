import { LRUCache } from "lru-cache";
import type { Collection } from "mongodb";
import type { MatchRecord } from "../../domain/ports.ts";
import type { Access } from "./access.ts";
import { key, type MatchDocument } from "./collections.ts";

/** Matches never change, so those that were used lately are not read again. */
const REMEMBERED = 20_000;

export class MatchDirectory {
  readonly #access: Access;
  readonly #matches: Collection<MatchDocument>;
  readonly #known = new LRUCache<string, MatchRecord>({ max: REMEMBERED });

  constructor(access: Access, matches: Collection<MatchDocument>) {
    this.#access = access;
    this.#matches = matches;
  }

  async find(matchId: string): Promise<MatchRecord | undefined> {
    const [found] = await this.findMany([matchId]);
    return found;
  }

  /** In the order of the ids. */
  async findMany(matchIds: readonly string[]): Promise<MatchRecord[]> {
    const found = new Map<string, MatchRecord>();
    for (const id of matchIds) {
      const known = this.#known.get(id);
      if (known !== undefined) found.set(id, known);
    }
    const unknown = matchIds.filter((id) => !found.has(id));
    if (unknown.length > 0) {
      const documents = await this.#access.run(() => this.#matches.find({ _id: { $in: unknown } }).toArray());
      for (const match of documents.map(toMatch)) {
        found.set(match.id, match);
        this.#known.set(match.id, match);
      }
    }
    return matchIds.flatMap((id) => found.get(id) ?? []);
  }
}

export function pairOf([one, other]: readonly [string, string]): string {
  return key(one, other);
}

export function toMatch({ _id, u: [one, other], at }: MatchDocument): MatchRecord {
  return { id: _id, members: [one, other], createdAt: at };
}
