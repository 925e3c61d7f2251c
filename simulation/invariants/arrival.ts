import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { Composed, KindOf, Occurrence } from "../history/occurrence.ts";

/** A text that is younger than this may die with its tab, in milliseconds: the browser's database was still at it. */
const UNKEPT_MS = 100;

/** G1, U30: nothing is sent that would not survive a reload, and nothing that a person sent is lost without a word. */
export class Arrival implements Check {
  readonly #now: () => number;
  readonly #expected = new Map<string, Composed & { at: number }>();
  readonly #kept = new Set<string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  see(occurrence: Occurrence): void {
    switch (occurrence.kind) {
      case "composed":
        this.#expected.set(occurrence.composed.content, { ...occurrence.composed, at: this.#now() });
        break;
      case "kept":
        this.#kept.add(occurrence.content);
        break;
      case "attempted":
        this.#attempted(occurrence);
        break;
      case "discarded":
        this.#expected.delete(occurrence.content);
        break;
      case "appended":
        if (occurrence.row.event.kind === "message") this.#expected.delete(occurrence.row.event.content);
        break;
      case "signing-out":
        this.#forget((composed) => composed.device === occurrence.device);
        break;
      case "tab-died":
        this.#forget(({ tab, at, content }) => {
          const isYoung = this.#now() - at <= UNKEPT_MS;
          return tab === occurrence.tab && isYoung && !this.#kept.has(content);
        });
    }
  }

  /** What a person sent and is not in the log. */
  missing(): Composed[] {
    return [...this.#expected.values()];
  }

  #attempted({ attempt: { content } }: KindOf<"attempted">): void {
    if (this.#expected.has(content) && !this.#kept.has(content))
      throw new Violation("G1", `"${content}" was attempted before the device had kept it`);
  }

  #forget(isGone: (composed: Composed & { at: number }) => boolean): void {
    for (const [content, composed] of this.#expected) if (isGone(composed)) this.#expected.delete(content);
  }
}
