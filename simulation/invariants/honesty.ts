import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { Attempt, Composed, KindOf, Occurrence } from "../history/occurrence.ts";

interface Outcomes {
  open: Set<number>;
  /** some attempt is, or may be, stored */
  maybe: boolean;
  stored: boolean;
}

/** I2 (G2, G12): the log holds what its members sent, in their name, and nothing of which every attempt was refused. */
export class Honesty implements Check {
  readonly #composed = new Map<string, Composed>();
  /** by content */
  readonly #outcomes = new Map<string, Outcomes>();
  readonly #discarded = new Set<string>();

  see(occurrence: Occurrence): void {
    switch (occurrence.kind) {
      case "composed":
        this.#composed.set(occurrence.composed.content, occurrence.composed);
        break;
      case "attempted":
        this.#of(occurrence.attempt).open.add(occurrence.attempt.id);
        break;
      case "acknowledged":
      case "uncertain":
        this.#of(occurrence.attempt).maybe = true;
        break;
      case "refused":
        this.#refused(occurrence);
        break;
      case "discarded":
        this.#discard(occurrence);
        break;
      case "appended":
        this.#appended(occurrence);
    }
  }

  #refused({ attempt, code }: KindOf<"refused">): void {
    const outcomes = this.#of(attempt);
    outcomes.open.delete(attempt.id);
    if (outcomes.stored && outcomes.open.size === 0 && !outcomes.maybe)
      throw new Violation("I2", `"${attempt.content}" was refused with ${code} and is in the log`);
  }

  #discard({ content }: KindOf<"discarded">): void {
    const outcomes = this.#outcomes.get(content);
    if (outcomes?.open.size || outcomes?.maybe) return;
    this.#discarded.add(content);
    if (outcomes?.stored) throw new Violation("I2", `"${content}" was given back and is in the log`);
  }

  #appended({ match, row: { event } }: KindOf<"appended">): void {
    if (!match.members.includes(event.actorId))
      throw new Violation("I2", `${event.actorId} wrote into ${match.id}, which is of others`);
    if (event.kind !== "message") return;
    const { content } = event;
    const composed = this.#composed.get(content);
    if (composed?.userId !== event.actorId || composed.matchId !== match.id)
      throw new Violation(
        "I2",
        `${match.id} ${event.seq} says "${content}", which ${event.actorId} never said there`,
      );
    if (this.#discarded.has(content))
      throw new Violation("I2", `"${content}" was given back and is in the log`);
    const outcomes = this.#outcomes.get(content);
    if (outcomes === undefined || (outcomes.open.size === 0 && !outcomes.maybe))
      throw new Violation("I2", `every attempt to store "${content}" was refused, and it is in the log`);
    outcomes.stored = true;
  }

  #of({ content }: Attempt): Outcomes {
    const known = this.#outcomes.get(content);
    if (known) return known;
    const outcomes = { open: new Set<number>(), maybe: false, stored: false };
    this.#outcomes.set(content, outcomes);
    return outcomes;
  }
}
