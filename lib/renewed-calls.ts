import type { Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";

/** A healthy server has answered by then; what has not been answered hangs. */
const HANGS_MS = 1_000;

/**
 * Calls that may be made any number of times. A network that comes back leaves those hanging that went out on the old
 * one, until they are given up seconds later; so a new connection has them made again, and the first answer counts
 * (G8: 5 s after a reconnect). At most one more of each for every connection.
 */
export class RenewedCalls {
  private readonly scope: Scope;
  private readonly open = new Set<() => void>();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  make<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    return new Promise((resolve) => {
      let underWay = 0;
      const attempt = () => {
        underWay += 1;
        void call().then((outcome) => {
          underWay -= 1;
          // "Perhaps" is no answer while another attempt may bring one.
          if (!outcome.ok && outcome.retry && underWay > 0) return;
          this.open.delete(attempt);
          resolve(outcome);
        });
      };
      this.open.add(attempt);
      attempt();
    });
  }

  /** There is a new connection. */
  renew(): void {
    const before = [...this.open];
    this.scope.after(HANGS_MS, () => {
      for (const attempt of before) if (this.open.has(attempt)) attempt();
    });
  }
}
