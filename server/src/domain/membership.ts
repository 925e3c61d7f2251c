import { AppError } from "./app-error.ts";
import type { Cache, MatchRecord, Store } from "./ports.ts";

/** Who may see a conversation. A match's record never changes, so it is read once and then remembered. */
export class Membership {
  readonly #store: Store;
  readonly #records: Cache<MatchRecord>;

  constructor({ store, records }: { store: Store; records: Cache<MatchRecord> }) {
    this.#store = store;
    this.#records = records;
  }

  /** @throws AppError `not_found`, the same for a match that does not exist and for one of other people (G11) */
  async require(userId: string, matchId: string): Promise<MatchRecord> {
    const match = this.#records.get(matchId) ?? (await this.#store.matches.find(matchId));
    if (match === undefined) throw new AppError("not_found");
    this.#records.set(matchId, match);
    if (!match.members.includes(userId)) throw new AppError("not_found");
    return match;
  }
}
