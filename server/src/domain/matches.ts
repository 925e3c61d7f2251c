import type { MatchesPage, SyncAnswer } from "@duologue/protocol/http";
import { SYNC_PAGE_MAX } from "@duologue/protocol/limits";
import type { Match } from "@duologue/protocol/models";
import { AppError } from "./app-error.ts";
import type { EventLog } from "./event-log.ts";
import type { MatchViews } from "./match-views.ts";
import type { Membership } from "./membership.ts";
import type { MatchRecord, Random, Store } from "./ports.ts";

interface Options {
  store: Store;
  random: Random;
  membership: Membership;
  views: MatchViews;
  log: EventLog;
}

export interface ListQuery {
  cursor?: string | undefined;
  limit: number;
}

/** A person's matches: the list, what changed in it, and ending one. */
export class Matches {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Latest activity first.
   * @throws AppError `validation_failed` for a cursor that is not ours
   */
  async list(userId: string, { cursor, limit }: ListQuery): Promise<MatchesPage> {
    const { store, views } = this.#options;
    // Before the matches: what changes while they are read is then told twice, not never.
    const token = await store.matches.token(userId);
    const { summaries, nextCursor } = await store.matches.list(userId, cursor, limit);
    return { matches: await views.of(userId, summaries), nextCursor, token };
  }

  /** @throws AppError `not_found` */
  async get(userId: string, matchId: string): Promise<Match> {
    const { store, views } = this.#options;
    const match = await this.requireMember(userId, matchId);
    return views.one(userId, await store.matches.summary(match));
  }

  /**
   * Ends the match for both. Once this has resolved, nothing is ever stored in the conversation again (G13).
   * However often and by whomever it is called, the log gets one event.
   * @throws AppError `not_found`, `unavailable`
   */
  async end(userId: string, matchId: string): Promise<void> {
    const { log, random } = this.#options;
    const match = await this.requireMember(userId, matchId);
    try {
      await log.append({
        match,
        actorId: userId,
        clientMessageId: random.id(),
        draft: { kind: "close", targetSeq: null },
      });
    } catch (error) {
      if (error instanceof AppError && error.code === "match_closed") return;
      throw error;
    }
  }

  /** What changed since the token, or a reset when the store cannot tell. */
  async sync(userId: string, since?: string): Promise<SyncAnswer> {
    const { store, views } = this.#options;
    const changed = await store.matches.changed(userId, since, SYNC_PAGE_MAX);
    if (changed === undefined) return { reset: true };
    const { summaries, token, hasMore } = changed;
    return { epoch: store.epoch, matches: await views.of(userId, summaries), token, hasMore };
  }

  /** @throws AppError `not_found`, the same for a match that does not exist and for one of other people (G11) */
  requireMember(userId: string, matchId: string): Promise<MatchRecord> {
    return this.#options.membership.require(userId, matchId);
  }

  /**
   * The seq of the newest event; 0 when nothing has happened.
   * @throws AppError `not_found`
   */
  async head(userId: string, matchId: string): Promise<number> {
    await this.requireMember(userId, matchId);
    return (await this.#options.store.log.last(matchId))?.event.seq ?? 0;
  }
}
