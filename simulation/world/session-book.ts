import type { SeededRandom } from "../../server/test/support/seeded-random.ts";

interface Held {
  userId: string;
  /** when it was revoked, in the world's time; undefined while it is valid */
  revokedAt: number | undefined;
}

/** The sessions of record, in the one database that all nodes ask. */
export class SessionBook {
  readonly #random: SeededRandom;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Held>();

  constructor(options: { random: SeededRandom; now: () => number }) {
    this.#random = options.random;
    this.#now = options.now;
  }

  issue(userId: string): string {
    const sessionId = this.#random.id();
    this.#sessions.set(sessionId, { userId, revokedAt: undefined });
    return sessionId;
  }

  /** Whose session it is, while it is valid. */
  verify(sessionId: string | undefined): string | undefined {
    const held = sessionId === undefined ? undefined : this.#sessions.get(sessionId);
    return held?.revokedAt === undefined ? held?.userId : undefined;
  }

  revoke(sessionId: string): void {
    const held = this.#sessions.get(sessionId);
    if (held !== undefined) held.revokedAt ??= this.#now();
  }

  revokedAt(sessionId: string): number | undefined {
    return this.#sessions.get(sessionId)?.revokedAt;
  }

  validOf(userId: string): string[] {
    return [...this.#sessions].filter(([id]) => this.verify(id) === userId).map(([id]) => id);
  }
}
