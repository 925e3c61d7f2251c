import type { MemoryData } from "../../server/test/support/memory-data.ts";
import { Violation } from "../engine/violation.ts";
import { inOneLine } from "./in-one-line.ts";
import type { Occurrence } from "./occurrence.ts";
import { Truth } from "./truth.ts";

/** Looks at everything that happens and throws a Violation when it must not happen. */
export interface Check {
  see(occurrence: Occurrence): void;
}

/** Everything that happened in one run, for the checks: what people, nodes and the store did, as it happens. */
export class History {
  readonly truth = new Truth();
  readonly #data: MemoryData;
  readonly #note: (text: string) => void;
  #checks: readonly Check[] = [];
  readonly #marks = new Map<string, object>();
  #attempts = 0;
  #violation: Violation | undefined;

  /** `note` gets one line about everything that happens. */
  constructor(data: MemoryData, note: (text: string) => void) {
    this.#data = data;
    this.#note = note;
  }

  /** From now on these see everything. */
  checkWith(checks: readonly Check[]): void {
    this.#checks = checks;
  }

  nextAttempt(): number {
    this.#attempts += 1;
    return this.#attempts;
  }

  record(occurrence: Occurrence): void {
    this.#heed(() => {
      this.#readStore();
      this.#see(occurrence);
    });
  }

  /**
   * To be called after every step: records what is new in the store, and throws the first Violation that anybody saw.
   * Where it was seen, the system itself might have caught it.
   */
  settle(): void {
    this.#heed(() => this.#readStore());
    if (this.#violation) throw this.#violation;
  }

  #readStore(): void {
    for (const match of this.#data.matches.values()) {
      this.truth.begin(match);
      const rows = this.#data.rowsOf(match.id);
      const known = this.truth.head(match.id);
      if (rows.length === known && rows[known - 1] === this.truth.rowAt(match.id, known)) continue;
      if (rows.length < known || rows[known - 1] !== this.truth.rowAt(match.id, known))
        throw new Violation("I4", `the log of ${match.id} was changed at or below seq ${known}`);
      for (const row of rows.slice(known)) {
        this.truth.append(match, row);
        this.#see({ kind: "appended", match, row });
      }
    }
    for (const [key, marks] of this.#data.marks) {
      if (this.#marks.get(key) === marks) continue;
      this.#marks.set(key, marks);
      const [matchId = "", userId = ""] = key.split(":");
      const { readSeq, deliveredSeq } = marks;
      this.#see({ kind: "marked", matchId, userId, readSeq, deliveredSeq });
    }
  }

  /** Compares every row ever seen with the store: what was readable once is readable for ever. */
  compareAll(): void {
    for (const match of this.truth.matches()) {
      const rows = this.#data.rowsOf(match.id);
      for (let seq = 1; seq <= this.truth.head(match.id); seq += 1)
        if (rows[seq - 1] !== this.truth.rowAt(match.id, seq))
          throw new Violation("I5", `seq ${seq} of ${match.id} is another event than before`);
    }
  }

  #heed(look: () => void): void {
    try {
      look();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#violation ??= error;
    }
  }

  #see(occurrence: Occurrence): void {
    this.#note(inOneLine(occurrence));
    for (const check of this.#checks) check.see(occurrence);
  }
}
