import type { Collection } from "mongodb";
import type { MarkStore, Marks, MatchRecord } from "../../domain/ports.ts";
import type { Access } from "./access.ts";
import { key, type MarkDocument, seqKey } from "./collections.ts";
import type { InsertQueue } from "./insert-queue.ts";

/** Every so many positions, the lower marks of a kind are removed. */
const KEPT = 16;

interface MarkParts {
  access: Access;
  marks: Collection<MarkDocument>;
  queue: InsertQueue<MarkDocument>;
}

type Kind = MarkDocument["kind"];

/**
 * Marks that never fall, on servers too whose updates are not atomic: each rise is a document of its own, and the
 * highest of them is the mark. Lower ones mean nothing and are removed from time to time.
 */
export class MongoMarks implements MarkStore {
  readonly #parts: MarkParts;

  constructor(parts: MarkParts) {
    this.#parts = parts;
  }

  async raise(
    match: MatchRecord,
    userId: string,
    { readSeq = 0, deliveredSeq = 0, at }: { readSeq?: number; deliveredSeq?: number; at: number },
  ): Promise<Marks & { raised: boolean }> {
    const before = await this.of(match.id, userId);
    const rises = [
      { kind: "read" as const, seq: readSeq, held: before.readSeq },
      { kind: "delivered" as const, seq: deliveredSeq, held: before.deliveredSeq },
    ].filter(({ seq, held }) => seq > held);
    // Marks only rise, so what is there already needs no write; most repeats end here.
    if (rises.length === 0) return { ...before, raised: false };
    const stored = await Promise.all(
      rises.map(async ({ kind, seq }) => {
        const document = {
          _id: key(match.id, userId, kind, seqKey(seq)),
          m: match.id,
          a: userId,
          u: match.members,
        };
        return (await this.#parts.queue.add({ ...document, kind, seq, at })) === "stored";
      }),
    );
    const now = await this.of(match.id, userId);
    // Of several that rose at once only the highest tells: it holds for all of them.
    const raised = rises.some(({ kind, seq }, index) => stored[index] && seqOf(now, kind) === seq);
    for (const { kind, held } of rises) {
      const highest = seqOf(now, kind);
      if (Math.floor(held / KEPT) < Math.floor(highest / KEPT))
        await this.#removeBelow(match.id, userId, kind, highest);
    }
    return { ...now, raised };
  }

  async of(matchId: string, userId: string): Promise<Marks> {
    const { access, marks } = this.#parts;
    return highest(await access.run(() => marks.find({ m: matchId, a: userId }).toArray()));
  }

  /** By match and member. */
  async ofMany(matchIds: readonly string[]): Promise<(matchId: string, userId: string) => Marks> {
    const { access, marks } = this.#parts;
    const found = await access.run(() => marks.find({ m: { $in: [...matchIds] } }).toArray());
    const byOwner = Map.groupBy(found, ({ m, a }) => key(m, a));
    return (matchId, userId) => highest(byOwner.get(key(matchId, userId)) ?? []);
  }

  async #removeBelow(matchId: string, userId: string, kind: Kind, seq: number): Promise<void> {
    const { access, marks } = this.#parts;
    await access.run(() => marks.deleteMany({ m: matchId, a: userId, kind, seq: { $lt: seq } }));
  }
}

function seqOf(marks: Marks, kind: Kind): number {
  return kind === "read" ? marks.readSeq : marks.deliveredSeq;
}

function highest(documents: readonly MarkDocument[]): Marks {
  const result: Marks = { readSeq: 0, deliveredSeq: 0, readAt: null };
  for (const { kind, seq, at } of documents) {
    if (kind === "delivered") result.deliveredSeq = Math.max(result.deliveredSeq, seq);
    else if (seq > result.readSeq) {
      result.readSeq = seq;
      result.readAt = at;
    }
  }
  return result;
}
