import type { Access } from "./access.ts";
import type { ChangeRow, Changes } from "./changes.ts";
import { type Collections, key, type PlaceDocument } from "./collections.ts";
import { isTaken } from "./insert-queue.ts";
import { Moves } from "./moves.ts";
import type { Stamps } from "./stamps.ts";

/** Changes that a reader bears before it folds them: about what one read fetches at the price of a round trip. */
const FOLDED_FROM = 128;

interface FoldingParts {
  access: Access;
  collections: Pick<Collections, "place" | "fold">;
  changes: Changes;
  stamps: Stamps;
}

/** What changed in somebody's matches after what was folded. */
export interface Tail {
  folded: number;
  moves: Moves;
}

/**
 * Folds what happened into places, by whoever reads a list and finds much to go through: a message then is one insert,
 * and however often a match moves, a list costs its matches and not its messages. Only changes are folded that all
 * nodes can see by now, so any two that fold the same changes write the same.
 *
 * Places are only ever inserted and, once a newer one of the match is durable, removed. So nothing gets lost when two
 * fold at once, on servers too whose updates are not atomic. How far somebody was folded is written last; where it falls
 * back, the same is folded again, which changes nothing.
 */
export class Folding {
  readonly #parts: FoldingParts;

  constructor(parts: FoldingParts) {
    this.#parts = parts;
  }

  async tailOf(userId: string): Promise<Tail> {
    const { access, collections, changes, stamps } = this.#parts;
    const fold = await access.run(() => collections.fold.findOne({ _id: userId }));
    let folded = fold?.p ?? 0;
    const moves = new Moves();
    for await (const rows of changes.above(userId, folded)) {
      const settled = stamps.settled();
      const old = rows.filter(({ p }) => p <= settled);
      if (old.length >= FOLDED_FROM) folded = await this.#fold(userId, old);
      moves.add(rows.filter(({ p }) => p > folded));
    }
    return { folded, moves };
  }

  /** Answers up to where is folded now. */
  async #fold(userId: string, rows: readonly ChangeRow[]): Promise<number> {
    const { access, collections } = this.#parts;
    const moves = new Moves();
    moves.add(rows);
    const earlier = await access.run(() =>
      collections.place.find({ u: userId, m: { $in: [...moves.keys()] } }).toArray(),
    );
    for (const { m, ...place } of earlier) moves.merge(m, place);
    const places = [...moves].map(
      ([m, move]): PlaceDocument => ({ _id: key(userId, m, String(move.changed)), u: userId, m, ...move }),
    );
    await access.run(() => collections.place.insertMany(places, { ordered: false }).catch(unlessTaken));
    const newest = new Set(places.map(({ _id }) => _id));
    const superseded = earlier.map(({ _id }) => _id).filter((id) => !newest.has(id));
    const p = rows.at(-1)?.p ?? 0;
    await access.run(async () => {
      await collections.place.deleteMany({ _id: { $in: superseded } });
      await collections.fold.updateOne({ _id: userId }, { $max: { p } }, { upsert: true }).catch(unlessTaken);
    });
    return p;
  }
}

/** Somebody else has written the same. */
function unlessTaken(error: unknown): void {
  if (!isTaken(error)) throw error;
}
