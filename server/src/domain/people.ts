import type { LikeAnswer, PeoplePage, UpdateMe } from "@duologue/protocol/http";
import type { Me, Settings } from "@duologue/protocol/models";
import { AppError } from "./app-error.ts";
import type { ListUpdates } from "./list-updates.ts";
import type { MatchViews } from "./match-views.ts";
import type { Clock, Fanout, MatchRecord, Person, Random, Store } from "./ports.ts";
import type { Presence } from "./presence.ts";
import { toMe, toUser } from "./to-user.ts";

interface Options {
  store: Store;
  /** one that never throws */
  fanout: Fanout;
  clock: Clock;
  random: Random;
  views: MatchViews;
  updates: ListUpdates;
  presence: Presence;
}

const EVERYTHING_ON: Settings = { readReceipts: true, typing: true, presence: true };

/** People, what they tell of themselves, and whom they like. Input has passed the schemas of the protocol. */
export class People {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Makes an account a person. Repeating it changes nothing, and writes nothing: after a restart everybody repeats it. */
  async register(account: { id: string; name: string; image: string | null }): Promise<void> {
    const { id, name, image } = account;
    const { people } = this.#options.store;
    if ((await people.find(id)) !== undefined) return;
    await people.add({ id, name, image, bio: null, settings: EVERYTHING_ON });
  }

  /** @throws AppError `not_found` */
  async me(userId: string): Promise<Me> {
    return toMe(await this.#require(userId));
  }

  /**
   * Changes what is given and nothing else, also between two changes at once.
   * @throws AppError `not_found`, `unavailable`
   */
  async update(userId: string, change: UpdateMe): Promise<Me> {
    const { store, presence } = this.#options;
    const person = await store.people.update(userId, change);
    // What is told is read when it is told: of two changes at once, the latest wins.
    if (change.settings?.presence !== undefined) presence.settingChanged(userId);
    return toMe(person);
  }

  /**
   * People on whom this person has not decided.
   * @throws AppError `validation_failed` for a cursor that is not ours
   */
  async undecided(
    userId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<PeoplePage> {
    const { people, nextCursor } = await this.#options.store.people.undecided(
      userId,
      query.cursor,
      query.limit,
    );
    return { people: people.map(toUser), nextCursor };
  }

  /**
   * Likes a person, for ever; when that is mutual, it makes the match. Repeating it changes nothing.
   * @throws AppError `validation_failed` for oneself, `not_found`, `unavailable`
   */
  async like(userId: string, otherId: string): Promise<{ answer: LikeAnswer; created: boolean }> {
    const { store, clock, random, views } = this.#options;
    const other = await this.#requireOther(userId, otherId);
    const me = await this.#require(userId);
    const members = userId < otherId ? ([userId, otherId] as const) : ([otherId, userId] as const);
    const liked = await store.people.like(userId, { id: random.id(), members, createdAt: clock.now() });
    if (liked === undefined) return { answer: { matched: false }, created: false };
    if (liked.created) this.#announce(liked.match, me, other);
    const match = await views.one(userId, await store.matches.summary(liked.match));
    return { answer: { matched: true, match }, created: liked.created };
  }

  /** @throws AppError `validation_failed` for oneself, `not_found`, `unavailable` */
  async pass(userId: string, otherId: string): Promise<void> {
    await this.#requireOther(userId, otherId);
    await this.#options.store.people.pass(userId, otherId);
  }

  #announce(match: MatchRecord, one: Person, other: Person): void {
    const { fanout, updates, presence } = this.#options;
    const news = { type: "match", matchId: match.id, unreadCount: 0 } as const;
    fanout.toPerson(one.id, "new-notification", { ...news, from: toUser(other) });
    fanout.toPerson(other.id, "new-notification", { ...news, from: toUser(one) });
    updates.changed(match);
    presence.met(one, other);
  }

  async #require(userId: string): Promise<Person> {
    const person = await this.#options.store.people.find(userId);
    if (person === undefined) throw new AppError("not_found");
    return person;
  }

  #requireOther(userId: string, otherId: string): Promise<Person> {
    if (userId !== otherId) return this.#require(otherId);
    const fields = [{ path: "userId", message: "must be somebody else" }];
    return Promise.reject(new AppError("validation_failed", undefined, { fields }));
  }
}
