import type { EventsPage, MessagesPage, SendMessage } from "@duologue/protocol/http";
import { PAGE_TEXT_MAX } from "@duologue/protocol/limits";
import type { Message } from "@duologue/protocol/models";
import { AppError } from "./app-error.ts";
import type { EventLog } from "./event-log.ts";
import { firstThatFit, lastThatFit, textLengthOf } from "./fitting-text.ts";
import type { Membership } from "./membership.ts";
import type { LogRow, Random, Store } from "./ports.ts";
import { toMessage } from "./to-message.ts";

interface Options {
  store: Store;
  random: Random;
  membership: Membership;
  log: EventLog;
}

export interface PageQuery {
  /** only messages below this seq */
  before?: number | undefined;
  /** the page in whose middle this seq is; not together with `before` */
  around?: number | undefined;
  limit: number;
}

export interface EventsQuery {
  after: number;
  /** the epoch in which the caller learned `after`; absent when not known */
  epoch?: string | undefined;
  limit: number;
}

/** What members say to each other, and how they catch up on it. Input has passed the schemas of the protocol. */
export class Conversations {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Resolves once the message is durable (G1); with a clientMessageId that was stored before, to the original (G3).
   * @throws AppError `not_found`, `match_closed`, `client_message_id_reused`, `validation_failed` for a `replyTo`
   * that is no message of this conversation, `unavailable` when the outcome is unknown
   */
  async send(
    userId: string,
    message: SendMessage & { matchId: string },
  ): Promise<{ message: Message; created: boolean }> {
    const { membership, log, random } = this.#options;
    const { matchId, content, replyTo } = message;
    const { row, created } = await log.append({
      match: await membership.require(userId, matchId),
      actorId: userId,
      clientMessageId: message.clientMessageId ?? random.id(),
      draft: { kind: "message", content, targetSeq: replyTo ?? null },
      rule: async () => {
        if (replyTo !== undefined) await this.#requireMessage(matchId, replyTo);
      },
    });
    return { message: toMessage(row), created };
  }

  /** @throws AppError `not_found` */
  async page(userId: string, matchId: string, query: PageQuery): Promise<MessagesPage> {
    const { store, membership } = this.#options;
    await membership.require(userId, matchId);
    // Before the messages, and no message beyond it: a caller who goes on from this head must not skip one.
    const head = await this.#head(matchId);
    const newer = query.around === undefined ? [] : await this.#newerHalf(matchId, query.around, query.limit);
    const textRoom = PAGE_TEXT_MAX - textLengthOf(newer);
    const upTo = Math.min(query.around ?? query.before ?? Infinity, head + 1);
    const room = query.limit - newer.length;
    const found = await store.log.messagesBefore(matchId, upTo, room + 1);
    const older = lastThatFit(found.slice(Math.max(0, found.length - room)), textRoom);
    const rows = [...older, ...newer.filter(({ event }) => event.seq <= head)];
    return { messages: rows.map(toMessage), hasMore: older.length < found.length, head };
  }

  /**
   * Exactly after + 1, after + 2 …, or a reset when this cursor is not one of this log (G7).
   * @throws AppError `not_found`
   */
  async events(userId: string, matchId: string, query: EventsQuery): Promise<EventsPage> {
    const { store, membership } = this.#options;
    await membership.require(userId, matchId);
    const { epoch } = store;
    if (query.epoch !== undefined && query.epoch !== epoch) return { reset: true };
    const rows = firstThatFit(await store.log.after(matchId, query.after, query.limit));
    // After the events, so that one that comes in between shows as hasMore.
    const head = await this.#head(matchId);
    if (query.after > head) return { reset: true };
    const events = rows.map(({ event }) => event);
    return { epoch, events, head, hasMore: query.after + events.length < head };
  }

  async #head(matchId: string): Promise<number> {
    return (await this.#options.store.log.last(matchId))?.event.seq ?? 0;
  }

  /** With half of the room for texts too, which is more than two messages: who goes on from the first gets to the next. */
  async #newerHalf(matchId: string, from: number, limit: number): Promise<readonly LogRow[]> {
    const rows = await this.#options.store.log.messagesFrom(matchId, from, Math.ceil(limit / 2));
    return firstThatFit(rows, PAGE_TEXT_MAX / 2);
  }

  /** Asks the log, not the head that an append goes by: that one may not know what another node stored. */
  async #requireMessage(matchId: string, seq: number): Promise<void> {
    const row = await this.#options.store.log.at(matchId, seq);
    if (row?.event.kind === "message") return;
    const message = "must be the seq of a message in this conversation";
    throw new AppError("validation_failed", undefined, { fields: [{ path: "replyTo", message }] });
  }
}
