import { AsyncLocalStorage } from "node:async_hooks";

interface Hearing {
  failure?: { reason: unknown };
}

/** Remembers what failed deep inside a call, for a caller whom only a guess of it reaches. */
export class Witness {
  readonly #hearings = new AsyncLocalStorage<Hearing>();

  /** Runs what may fail; whoever hears it is told. */
  async watch<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (reason) {
      const hearing = this.#hearings.getStore();
      if (hearing !== undefined) hearing.failure ??= { reason };
      throw reason;
    }
  }

  /** The answer; rejects with what failed first in the making of it, if anything did. */
  async hear<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const hearing: Hearing = {};
    const [outcome] = await Promise.allSettled([this.#hearings.run(hearing, ask)]);
    if (hearing.failure !== undefined) throw hearing.failure.reason;
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }
}
