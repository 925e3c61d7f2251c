import type { Run } from "./decided-runs.ts";
import { PERSON_COLUMNS, type PersonRow } from "./person-row.ts";
import type { Reader } from "./reader.ts";

/** A row of `person`. */
export interface KeyedPersonRow extends PersonRow {
  key: number;
}

const KEY = "SELECT key FROM person WHERE id = ?";
const NEXT_RUN =
  "SELECT first, last FROM decided WHERE by_person = ? AND first < ? ORDER BY first DESC LIMIT 1";
const BETWEEN = `SELECT key, ${PERSON_COLUMNS} FROM person WHERE key > ? AND key < ? ORDER BY key DESC LIMIT ?`;

/** Every statement of the walk, for whoever has to know that each is a seek. */
export const UNDECIDED_SQL = [KEY, NEXT_RUN, BETWEEN] as const;

/** Finds people on whom somebody has not decided. */
export class UndecidedReader {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /**
   * Who joined last comes first. Walks from one run of decided people to the next; between two there is somebody for the
   * page, so it costs what the page holds, however many were decided on (G14).
   */
  page(userId: string, below: number, limit: number): KeyedPersonRow[] {
    return this.#reader.snapshot(() => {
      const own = this.#reader.get<{ key: number }>(KEY, userId)?.key ?? 0;
      const page: KeyedPersonRow[] = [];
      for (let end = below; end > 0 && page.length < limit; ) {
        const run = this.#reader.get<Run>(NEXT_RUN, own, end);
        // One more than there is room for: the person themself is in no run.
        const people = this.#reader.all<KeyedPersonRow>(
          BETWEEN,
          run?.last ?? 0,
          end,
          limit - page.length + 1,
        );
        page.push(...people.filter(({ key }) => key !== own));
        end = run?.first ?? 0;
      }
      return page.slice(0, limit);
    });
  }
}
