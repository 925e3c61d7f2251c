import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { KindOf, Occurrence } from "../history/occurrence.ts";

interface Options {
  now: () => number;
  /** when the session was revoked; undefined while it is valid */
  revokedAt: (sessionId: string) => number | undefined;
  /** since when everything has worked; Infinity while it does not */
  calmSince: () => number;
}

/** G13: when everything works, without the other nodes' word, and after a node was frozen; in milliseconds. */
const CALM_MS = 5_000;
const WITHOUT_BUS_MS = 30_000;
const AFTER_THAW_MS = 5_000;

/** G13: a revoked session gets nothing over HTTP from then on, and nothing on a socket after 5 s, 30 s at worst. */
export class Revocation implements Check {
  readonly #options: Options;
  readonly #thawedAt = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  see(occurrence: Occurrence): void {
    if (occurrence.kind === "node-thawed") this.#thawedAt.set(occurrence.node, this.#options.now());
    else if (occurrence.kind === "pushed") this.#pushed(occurrence);
    else if (occurrence.kind === "served") this.#served(occurrence);
  }

  #pushed({ sessionId, node, name }: KindOf<"pushed">): void {
    const { now, revokedAt, calmSince } = this.#options;
    const at = revokedAt(sessionId);
    if (at === undefined) return;
    const allowed = at >= calmSince() ? CALM_MS : WITHOUT_BUS_MS;
    const until = Math.max(at + allowed, (this.#thawedAt.get(node) ?? -Infinity) + AFTER_THAW_MS);
    if (now() > until)
      throw new Violation(
        "G13",
        `${node} says ${name} to a session that was revoked ${now() - at} ms before`,
      );
  }

  #served({ sessionId, came, name }: KindOf<"served">): void {
    const at = this.#options.revokedAt(sessionId);
    if (at !== undefined && at < came)
      throw new Violation("G13", `${name} was answered to a session that was revoked before it came`);
  }
}
