import type { Marks } from "../../domain/ports.ts";
import type { MarkRow } from "./mark-writes.ts";
import type { Reader } from "./reader.ts";

export class MarkReader {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  of(key: number, side: number): Marks {
    const row = this.#reader.get<MarkRow>(
      "SELECT read_seq, delivered_seq, read_at FROM mark WHERE match = ? AND side = ?",
      key,
      side,
    );
    return row ? toMarks(row) : { readSeq: 0, deliveredSeq: 0, readAt: null };
  }
}

export function toMarks({ read_seq, delivered_seq, read_at }: MarkRow): Marks {
  return { readSeq: read_seq, deliveredSeq: delivered_seq, readAt: read_at };
}
