import { PAGE_TEXT_MAX } from "@duologue/protocol/limits";
import type { LogRow } from "./ports.ts";

/** The rows, from the first on, whose texts have room together; the first has in any case, so that every page gets on. */
export function firstThatFit(rows: readonly LogRow[], room = PAGE_TEXT_MAX): readonly LogRow[] {
  let used = 0;
  const end = rows.findIndex((row, index) => {
    used += textLength(row);
    return used > room && index > 0;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** The same from the last backwards. */
export function lastThatFit(rows: readonly LogRow[], room = PAGE_TEXT_MAX): readonly LogRow[] {
  return firstThatFit(rows.toReversed(), room).toReversed();
}

export function textLengthOf(rows: readonly LogRow[]): number {
  return rows.reduce((sum, row) => sum + textLength(row), 0);
}

function textLength({ event }: LogRow): number {
  return "content" in event ? event.content.length : 0;
}
