import { AppError } from "../../domain/app-error.ts";
import type { MatchRecord } from "../../domain/ports.ts";
import type { Access } from "./access.ts";
import { type Collections, key, type LikeDocument, type MatchDocument } from "./collections.ts";
import type { InsertQueue } from "./insert-queue.ts";
import { isTaken } from "./insert-queue.ts";
import { pairOf, toMatch } from "./match-directory.ts";

/** A key that was taken may be free again when a new primary never had it; that does not go on. */
const ATTEMPTS = 5;

interface DecisionParts {
  access: Access;
  collections: Pick<Collections, "like" | "match" | "pass">;
  matches: InsertQueue<MatchDocument>;
  /** a read that waits until what it finds is settled; see MongoServer */
  settledRead: { readConcern: "linearizable" | "majority" };
}

/**
 * Likes between two people are a log of two entries: the first like is a document under the key of the pair, and the
 * second is the match itself, under another key of the pair. So the match is made by one insert, there is no moment in
 * which it is half made, and nothing has to be mended.
 */
export class Decisions {
  readonly #parts: DecisionParts;

  constructor(parts: DecisionParts) {
    this.#parts = parts;
  }

  /** Undefined while the other one has not liked. */
  async like(
    from: string,
    proposed: MatchRecord,
  ): Promise<{ match: MatchRecord; created: boolean } | undefined> {
    const pair = pairOf(proposed.members);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const first = await this.#firstLike(pair, from);
      if (first === undefined) continue;
      const { id, members, createdAt } = proposed;
      const stored =
        first.by !== from &&
        (await this.#parts.matches.add({ _id: id, pair, u: members, at: createdAt })) === "stored";
      if (stored) return { match: proposed, created: true };
      const match = await this.#matchOf(pair);
      if (match !== undefined) return { match, created: false };
      if (first.by === from) return undefined;
    }
    throw new AppError("unavailable", undefined, { retryAfter: 1 });
  }

  /** On which of these people this person has decided. */
  async of(userId: string, others: readonly string[]): Promise<ReadonlySet<string>> {
    if (others.length === 0) return new Set();
    const { access, collections } = this.#parts;
    const pairs = others.map((other) => pairWith(userId, other));
    const [likes, matches, passes] = await access.run(() =>
      Promise.all([
        collections.like.find({ _id: { $in: pairs }, by: userId }).toArray(),
        collections.match.find({ pair: { $in: pairs } }, { projection: { pair: 1 } }).toArray(),
        collections.pass.find({ _id: { $in: others.map((other) => key(userId, other)) } }).toArray(),
      ]),
    );
    const decided = new Set([...likes.map(({ _id }) => _id), ...matches.map(({ pair }) => pair)]);
    const passed = new Set(passes.map(({ _id }) => _id));
    return new Set(
      others.filter((other) => decided.has(pairWith(userId, other)) || passed.has(key(userId, other))),
    );
  }

  /** The like that came first, be it this one; undefined when it has just gone. */
  #firstLike(pair: string, by: string): Promise<LikeDocument | undefined> {
    const { access, collections, settledRead } = this.#parts;
    return access.run(async () => {
      try {
        await collections.like.insertOne({ _id: pair, by });
        return { _id: pair, by };
      } catch (error) {
        if (!isTaken(error)) throw error;
        return (await collections.like.findOne({ _id: pair }, settledRead)) ?? undefined;
      }
    });
  }

  async #matchOf(pair: string): Promise<MatchRecord | undefined> {
    const { access, collections, settledRead } = this.#parts;
    const found = await access.run(() => collections.match.findOne({ pair }, settledRead));
    return found === null ? undefined : toMatch(found);
  }
}

function pairWith(one: string, other: string): string {
  return pairOf(one < other ? [one, other] : [other, one]);
}
