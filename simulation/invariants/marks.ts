import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { Occurrence } from "../history/occurrence.ts";

/** G4's companion for watermarks: how far somebody has read, or has it on a device, never goes back. */
export class Marks implements Check {
  readonly #highest = new Map<string, { readSeq: number; deliveredSeq: number }>();

  see(occurrence: Occurrence): void {
    if (occurrence.kind !== "marked") return;
    const { matchId, userId, readSeq, deliveredSeq } = occurrence;
    const key = `${matchId} ${userId}`;
    const known = this.#highest.get(key) ?? { readSeq: 0, deliveredSeq: 0 };
    if (readSeq < known.readSeq || deliveredSeq < known.deliveredSeq)
      throw new Violation("marks", `${key} went back from ${known.readSeq} to ${readSeq}`);
    this.#highest.set(key, { readSeq, deliveredSeq });
  }
}
