import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { KindOf, Occurrence } from "../history/occurrence.ts";
import type { Truth } from "../history/truth.ts";

/** I1, I6 (G1, G3, G4): what is acknowledged is in the log as it was sent, and after all that was acknowledged before. */
export class Acks implements Check {
  readonly #truth: Truth;
  /** by match: the highest seq that was acknowledged */
  readonly #highest = new Map<string, number>();
  /** by content: the highest seq that was acknowledged before it was first attempted */
  readonly #before = new Map<string, number>();

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  see(occurrence: Occurrence): void {
    if (occurrence.kind === "attempted") this.#attempted(occurrence);
    else if (occurrence.kind === "acknowledged") this.#acknowledged(occurrence);
  }

  #attempted({ attempt: { content, matchId } }: KindOf<"attempted">): void {
    if (!this.#before.has(content)) this.#before.set(content, this.#highest.get(matchId) ?? 0);
  }

  #acknowledged({ attempt, message }: KindOf<"acknowledged">): void {
    const { matchId, userId, content, clientMessageId } = attempt;
    const event = this.#truth.rowAt(matchId, message.seq)?.event;
    if (event?.kind !== "message")
      throw new Violation("I1", `"${content}" was acknowledged as ${message.seq}, which is not in the log`);
    if (event.content !== content || event.actorId !== userId || event.id !== message.id)
      throw new Violation(
        "I1",
        `"${content}" was acknowledged as ${message.seq}, which says "${event.content}"`,
      );
    if (event.clientMessageId !== clientMessageId)
      throw new Violation("I3", `"${content}" was acknowledged with the seq of another clientMessageId`);
    if (message.seq <= (this.#before.get(content) ?? 0))
      throw new Violation("I6", `"${content}" got ${message.seq}, below one acknowledged before it was sent`);
    this.#highest.set(matchId, Math.max(this.#highest.get(matchId) ?? 0, message.seq));
  }
}
