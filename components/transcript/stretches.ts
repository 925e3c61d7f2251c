import type { Row } from "./rows";

/** Rows of a stretch when it is full. Half a page of history: what shifts in one is painted again as a whole. */
export const STRETCH_ROWS = 25;

/** Neighbouring rows that are laid out, painted and taken out together. */
export interface Stretch {
  id: number;
  rows: readonly Row[];
}

/**
 * Divides a transcript into stretches. A row stays in the stretch that it came into, whatever comes above and below it:
 * in another it would be another element, without the focus and the selection that it had.
 */
export class Stretches {
  /** the stretch of every row that there has been, by the row's key */
  readonly #homes = new Map<string, number>();
  #last: ReadonlyMap<number, Stretch> = new Map();
  #nextId = 0;

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
      if (index % STRETCH_ROWS === 0) this.#nextId += 1;
      this.#homes.set(row.item.key, this.#nextId);
    }
  }

  #divide(rows: readonly Row[]): Stretch[] {
    const stretches = new Map<number, Row[]>();
    let id = 0;
    for (const row of rows) {
      const { key } = row.item;
      const home = this.#homes.get(key) ?? this.#roomBelow(id, stretches.get(id));
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

  #roomBelow(id: number, rows: readonly Row[] | undefined): number {
    if (rows !== undefined && rows.length < STRETCH_ROWS) return id;
    this.#nextId += 1;
    return this.#nextId;
  }
}

function unchanged(before: Stretch | undefined, now: Stretch): Stretch {
  const same =
    before?.rows.length === now.rows.length && before.rows.every((row, index) => row === now.rows[index]);
  return before !== undefined && same ? before : now;
}
