import type { Access } from "./access.ts";
import type { Changes } from "./changes.ts";
import type { Collections, PlaceDocument } from "./collections.ts";
import type { Folding } from "./folding.ts";
import { Moves } from "./moves.ts";
import type { Stamps } from "./stamps.ts";

/** A match at its place in a list. */
export interface PlacedMatch {
  matchId: string;
  position: number;
}

interface PlaceParts {
  access: Access;
  collections: Pick<Collections, "place">;
  changes: Changes;
  folding: Folding;
  stamps: Stamps;
}

/** The two orders of somebody's matches: what was folded, with what changed since on top. */
export class MatchPlaces {
  readonly #parts: PlaceParts;

  constructor(parts: PlaceParts) {
    this.#parts = parts;
  }

  /** Latest activity first; `below` is the end of the page before. */
  async latest(userId: string, below: PlacedMatch | undefined, limit: number): Promise<PlacedMatch[]> {
    return this.#latest(userId, { below, limit, openOnly: false });
  }

  /** Latest activity first, without matches that have ended. */
  async latestOpen(userId: string, limit: number): Promise<PlacedMatch[]> {
    return this.#latest(userId, { below: undefined, limit, openOnly: true });
  }

  /** Everything that changed at this stamp or later, oldest change first. */
  async changed(userId: string, from: number): Promise<PlacedMatch[]> {
    const { access, collections, changes, folding, stamps } = this.#parts;
    const moves = new Moves();
    let above = from - 1;
    if (from < stamps.settled()) {
      const tail = await folding.tailOf(userId);
      const stored = await access.run(() =>
        collections.place.find({ u: userId, changed: { $gte: from } }).toArray(),
      );
      for (const { m, ...place } of stored) moves.merge(m, place);
      above = Math.max(above, tail.folded);
    }
    for await (const rows of changes.above(userId, above)) moves.add(rows);
    return [...moves].map(([matchId, { changed }]) => ({ matchId, position: changed })).sort(oldestFirst);
  }

  async #latest(
    userId: string,
    { below, limit, openOnly }: { below: PlacedMatch | undefined; limit: number; openOnly: boolean },
  ): Promise<PlacedMatch[]> {
    const { moves } = await this.#parts.folding.tailOf(userId);
    const isOpen = (matchId: string, ended: boolean) => !openOnly || !(ended || moves.get(matchId)?.ended);
    const isBelow = (place: PlacedMatch) => below === undefined || latestFirst(below, place) < 0;
    const moved = [...moves]
      .filter(([matchId, { active, ended }]) => active > 0 && isOpen(matchId, ended))
      .map(([matchId, { active }]) => ({ matchId, position: active }));
    const stored: PlacedMatch[] = [];
    const passed = new Set<string>();
    await this.#parts.access.run(async () => {
      for await (const { m: matchId, active: position, ended } of this.#stored(userId, below, limit)) {
        // An older place of the same match, which is about to be removed, comes after the newer one.
        if (passed.has(matchId)) continue;
        passed.add(matchId);
        if ((moves.get(matchId)?.active ?? 0) > 0 || !isOpen(matchId, ended)) continue;
        if (isBelow({ matchId, position })) stored.push({ matchId, position });
        if (stored.length === limit) return;
      }
    });
    return [...stored, ...moved.filter(isBelow)].sort(latestFirst).slice(0, limit);
  }

  #stored(userId: string, below: PlacedMatch | undefined, limit: number): AsyncIterable<PlaceDocument> {
    return this.#parts.collections.place
      .find({ u: userId, ...(below && { active: { $lte: below.position } }) })
      .sort({ active: -1, m: -1, changed: -1 })
      .batchSize(limit + 1);
  }
}

/** Two stamps of different nodes may be equal: then the id decides, so that no page repeats or skips. */
function latestFirst(one: PlacedMatch, other: PlacedMatch): number {
  if (one.position !== other.position) return other.position - one.position;
  if (one.matchId === other.matchId) return 0;
  return one.matchId < other.matchId ? 1 : -1;
}

function oldestFirst(one: PlacedMatch, other: PlacedMatch): number {
  return -latestFirst(one, other);
}
