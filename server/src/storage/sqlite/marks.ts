import type { MarkStore, Marks, MatchRecord } from "../../domain/ports.ts";
import type { Activity } from "./activity.ts";
import { type MarkReader, toMarks } from "./mark-reader.ts";
import type { MatchDirectory } from "./match-directory.ts";
import { sideOf } from "./match-row.ts";
import type { WriteQueue } from "./write-queue.ts";

interface MarkParts {
  queue: WriteQueue;
  directory: MatchDirectory;
  marks: MarkReader;
  activity: Activity;
}

export class SqliteMarks implements MarkStore {
  readonly #parts: MarkParts;

  constructor(parts: MarkParts) {
    this.#parts = parts;
  }

  async raise(
    match: MatchRecord,
    userId: string,
    { readSeq = 0, deliveredSeq = 0, at }: { readSeq?: number; deliveredSeq?: number; at: number },
  ): Promise<Marks & { raised: boolean }> {
    const { queue, directory, marks, activity } = this.#parts;
    const key = directory.keyOf(match);
    const side = sideOf(match, userId);
    const held = marks.of(key, side);
    // Marks only rise, so what is there already needs no write; most repeats end here.
    if (held.readSeq >= readSeq && held.deliveredSeq >= deliveredSeq) return { ...held, raised: false };
    const risen = await queue.add("raise", [key, side, readSeq, deliveredSeq, at], {
      committed(answer) {
        if (answer !== undefined) activity.note({ key, match }, answer.position, "change");
      },
    });
    if (risen === undefined) return { ...marks.of(key, side), raised: false };
    return { ...toMarks(risen.row), raised: true };
  }

  async of(matchId: string, userId: string): Promise<Marks> {
    const found = this.#parts.directory.find(matchId);
    return this.#parts.marks.of(found?.key ?? 0, found?.match.members.indexOf(userId) ?? -1);
  }
}
