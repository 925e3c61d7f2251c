import type { Collection, Filter } from "mongodb";
import type { ConversationLog, LogRow, MatchRecord } from "../../domain/ports.ts";
import type { Access } from "./access.ts";
import { type EventDocument, key, seqKey } from "./collections.ts";
import { toDocument, toLogRow } from "./event-document.ts";
import type { InsertQueue } from "./insert-queue.ts";

interface LogParts {
  access: Access;
  events: Collection<EventDocument>;
  queue: InsertQueue<EventDocument>;
  /** a read that waits until what it finds is settled; see MongoServer */
  settledRead: { readConcern: "linearizable" | "majority" };
}

/** Every read names the match beside the `_id`, so that a sharded cluster asks one shard. */
export class MongoLog implements ConversationLog {
  readonly #parts: LogParts;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  async insert(match: MatchRecord, row: LogRow): Promise<"stored" | "conflict"> {
    const document = toDocument(match, row);
    if ((await this.#parts.queue.add(document)) === "stored") return "stored";
    await this.#settle(document);
    return "conflict";
  }

  findByClientMessageId(
    matchId: string,
    actorId: string,
    clientMessageId: string,
  ): Promise<LogRow | undefined> {
    return this.#one({ m: matchId, a: actorId, c: clientMessageId });
  }

  async last(matchId: string): Promise<LogRow | undefined> {
    const [last] = await this.#rows({ m: matchId, _id: between(matchId, 0) }, -1, 1);
    return last;
  }

  at(matchId: string, seq: number): Promise<LogRow | undefined> {
    return this.#one({ m: matchId, _id: key(matchId, seqKey(seq)) });
  }

  /** These rows of any matches, in any order. */
  async atMany(places: readonly { matchId: string; seq: number }[]): Promise<LogRow[]> {
    if (places.length === 0) return [];
    const { access, events } = this.#parts;
    const filter: Filter<EventDocument> = {
      m: { $in: [...new Set(places.map(({ matchId }) => matchId))] },
      _id: { $in: [...new Set(places.map(({ matchId, seq }) => key(matchId, seqKey(seq))))] },
    };
    return (await access.run(() => events.find(filter).toArray())).map(toLogRow);
  }

  after(matchId: string, after: number, limit: number): Promise<LogRow[]> {
    return this.#rows({ m: matchId, _id: between(matchId, after + 1) }, 1, limit);
  }

  async messagesBefore(matchId: string, before: number, limit: number): Promise<LogRow[]> {
    const range = between(matchId, 0, before);
    const rows = await this.#rows({ m: matchId, _id: range, kind: "message" }, -1, limit);
    return rows.reverse();
  }

  messagesFrom(matchId: string, from: number, limit: number): Promise<LogRow[]> {
    return this.#rows({ m: matchId, _id: between(matchId, from), kind: "message" }, 1, limit);
  }

  /**
   * Whoever met a taken key goes by what is there now. A majority may not have it yet: this waits until it has, or until
   * it is gone. Otherwise the next attempt would go by the old head, again and again.
   */
  async #settle({ _id, m, a, c }: Omit<EventDocument, "p">): Promise<void> {
    const { access, events, settledRead } = this.#parts;
    await access.run(async () => {
      const rival = await events.findOne({ _id, m }, { ...settledRead, projection: { _id: 1 } });
      if (rival === null) await events.findOne({ m, a, c }, { ...settledRead, projection: { _id: 1 } });
    });
  }

  async #one(filter: Filter<EventDocument>): Promise<LogRow | undefined> {
    const { access, events } = this.#parts;
    const document = await access.run(() => events.findOne(filter));
    return document === null ? undefined : toLogRow(document);
  }

  async #rows(filter: Filter<EventDocument>, order: 1 | -1, limit: number): Promise<LogRow[]> {
    const { access, events } = this.#parts;
    const documents = await access.run(() =>
      events.find(filter).sort({ _id: order }).limit(limit).batchSize(limit).toArray(),
    );
    return documents.map(toLogRow);
  }
}

/** The `_id`s of a match from one seq up to, not including, another. ";" is the character after ":". */
function between(
  matchId: string,
  from: number,
  to = Number.POSITIVE_INFINITY,
): { $gte: string; $lt: string } {
  const end = Number.isFinite(to) ? key(matchId, seqKey(to)) : `${matchId};`;
  return { $gte: key(matchId, seqKey(from)), $lt: end };
}
