import { AppError } from "./app-error.ts";
import type { Cache, MatchRecord, Store } from "./ports.ts";

/**
 * Who may see a conversation. A match's record never changes, so it is read once and then remembered. What is
 * remembered is the answer that is awaited: whoever asks goes on in the order of asking, also while it is under
 * way, and sends that came in order stay in order (G6).
 */
export class Membership {
  readonly #store: Store;
  readonly #records: Cache<Promise<MatchRecord | undefined>>;

  constructor({ store, records }: { store: Store; records: Cache<Promise<MatchRecord | undefined>> }) {
    this.#store = store;
    this.#records = records;
  }

  /** @throws AppError `not_found`, the same for a match that does not exist and for one of other people (G11) */
  async require(userId: string, matchId: string): Promise<MatchRecord> {
    const match = await this.#find(matchId);
    if (!match?.members.includes(userId)) throw new AppError("not_found");
    return match;
  }

  #find(matchId: string): Promise<MatchRecord | undefined> {
    const known = this.#records.get(matchId);
    if (known !== undefined) return known;
    const found = this.#store.matches.find(matchId);
    this.#records.set(matchId, found);
    const forget = () => this.#records.delete(matchId);
    found.then((match) => match ?? forget(), forget);
    return found;
  }
}
