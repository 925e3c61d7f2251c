import { LRUCache } from "lru-cache";
import type { MarkStore, Marks, MatchRecord } from "../../domain/ports.ts";
import type { Activity } from "./activity.ts";
import type { HotMatches } from "./hot-matches.ts";
import { type MarkReader, toMarks } from "./mark-reader.ts";
import type { MatchDirectory } from "./match-directory.ts";
import { sideOf } from "./match-row.ts";
import type { WriteQueue } from "./write-queue.ts";

/** Entries of some hundred bytes. Whoever falls out costs one look-up. */
const REMEMBERED = 50_000;

interface MarkParts {
  queue: WriteQueue;
  directory: MatchDirectory;
  marks: MarkReader;
  activity: Activity;
  hot: HotMatches;
}

/** Every message asks how far its recipient has read, so that is remembered from one raise to the next. */
export class SqliteMarks implements MarkStore {
  readonly #parts: MarkParts;
  readonly #known = new LRUCache<string, Marks>({ max: REMEMBERED });

  constructor(parts: MarkParts) {
    this.#parts = parts;
  }

  async raise(
    match: MatchRecord,
    userId: string,
    { readSeq = 0, deliveredSeq = 0, at }: { readSeq?: number; deliveredSeq?: number; at: number },
  ): Promise<Marks & { raised: boolean }> {
    const { queue, directory, marks, activity, hot } = this.#parts;
    const key = directory.keyOf(match);
    const side = sideOf(match, userId);
    const held = marks.of(key, side);
    // Marks only rise, so what is there already needs no write; most repeats end here.
    if (held.readSeq >= readSeq && held.deliveredSeq >= deliveredSeq) return { ...held, raised: false };
    const risen = await queue
      .add("raise", [key, side, readSeq, deliveredSeq, at], {
        committed(answer) {
          if (answer === undefined) return;
          activity.note({ key, match }, answer.position, "change");
          hot.raised(key, side, toMarks(answer.row));
        },
      })
      .catch((error: unknown) => {
        // Where the disk failed, nobody knows whether they rose.
        hot.forget(key);
        throw error;
      })
      .finally(() => this.#known.delete(nameOf(match.id, userId)));
    if (risen === undefined) return { ...marks.of(key, side), raised: false };
    return { ...toMarks(risen.row), raised: true };
  }

  async of(matchId: string, userId: string): Promise<Marks> {
    const name = nameOf(matchId, userId);
    let marks = this.#known.get(name);
    if (marks === undefined) {
      const found = this.#parts.directory.find(matchId);
      marks = this.#parts.marks.of(found?.key ?? 0, found?.match.members.indexOf(userId) ?? -1);
      if (found !== undefined) this.#known.set(name, marks);
    }
    return marks;
  }
}

/** No id has a blank in it. */
function nameOf(matchId: string, userId: string): string {
  return `${matchId} ${userId}`;
}
