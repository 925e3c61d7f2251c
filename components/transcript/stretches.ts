import type { Row } from "./rows";

/** Rows of a stretch when it is full. Half a page of history: what shifts in one is painted again as a whole. */
export const STRETCH_ROWS = 25;

/** With what came in between. Before a message that waits for days hundreds may come, and a stretch is mounted as a whole. */
export const STRETCH_ROWS_MAX = 2 * STRETCH_ROWS;

/** Neighbouring rows that are laid out, painted and taken out together. */
export interface Stretch {
  id: number;
  rows: readonly Row[];
}

/**
 * Divides a transcript into stretches. A row stays in the stretch that it came into, whatever comes above and below it:
 * in another it would be another element, without the focus and the selection that it had. Only a stretch that has grown
 * to its limit from within is divided.
 */
export class Stretches {
  /** the stretch of every row that there has been, by the row's key */
  readonly #homes = new Map<string, number>();
  #last: ReadonlyMap<number, Stretch> = new Map();
  #lastId = 0;

  /** Rows come oldest first. A stretch of which nothing has changed is the same object again. */
  of(rows: readonly Row[]): readonly Stretch[] {
    this.#settleAbove(rows);
    const divided = this.#divide(rows).map((stretch) => unchanged(this.#last.get(stretch.id), stretch));
    this.#last = new Map(divided.map((stretch) => [stretch.id, stretch]));
    return divided;
  }

  /** What comes above all others fills stretches from below, so that what is there already is left alone. */
  #settleAbove(rows: readonly Row[]): void {
    const known = rows.findIndex((row) => this.#homes.has(row.item.key));
    const above = rows.slice(0, known === -1 ? rows.length : known);
    for (const [index, row] of above.toReversed().entries()) {
      if (index % STRETCH_ROWS === 0) this.#newId();
      this.#homes.set(row.item.key, this.#lastId);
    }
  }

  #divide(rows: readonly Row[]): Stretch[] {
    const stretches = new Map<number, Row[]>();
    let id = 0;
    const below = this.#homesBelow(rows);
    for (const [index, row] of rows.entries()) {
      const { key } = row.item;
      const room = below[index] === id ? STRETCH_ROWS_MAX : STRETCH_ROWS;
      const hasRoom = (stretches.get(id)?.length ?? room) < room;
      const home = this.#homes.get(key) ?? (hasRoom ? id : this.#newId());
      // A row that has moved to behind its stretch belongs to the one where it is now.
      if (home !== id && !stretches.has(home)) {
        id = home;
        stretches.set(id, []);
      }
      this.#homes.set(key, id);
      stretches.get(id)?.push(row);
    }
    return [...stretches].map(([id, rows]) => ({ id, rows }));
  }

  /** For each row the stretch of the next one below that has any: what comes in between stays there, past full too. */
  #homesBelow(rows: readonly Row[]): (number | undefined)[] {
    let below: number | undefined;
    const upwards = rows.toReversed().map((row) => {
      const home = below;
      below = this.#homes.get(row.item.key) ?? below;
      return home;
    });
    return upwards.toReversed();
  }

  #newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

function unchanged(before: Stretch | undefined, now: Stretch): Stretch {
  const same =
    before?.rows.length === now.rows.length && before.rows.every((row, index) => row === now.rows[index]);
  return before !== undefined && same ? before : now;
}
