import type { TranscriptItem } from "@/lib/chat-state";
import { dayKey } from "@/lib/format-day";
import type { Reader } from "@/lib/format-intl";

/** Messages of one author closer than this stand together (U58). */
const GROUP_WITHIN_MS = 3 * 60_000;

/** One message with what its neighbours make of it. */
export interface Row {
  item: TranscriptItem;
  /** when it was written, in milliseconds since 1970 */
  at: number;
  /** the reader's day of that, as `dayKey` names it */
  day: string;
  /** the first message of its local day */
  startsDay: boolean;
  /** the unread divider stands above it */
  startsUnread: boolean;
  /** first and last of its group: the corners and the margin depend on it */
  first: boolean;
  last: boolean;
}

/** Rows by what they were made of. Good for one reader in one time zone. */
export type KnownRows = WeakMap<TranscriptItem, Row>;

/**
 * Groups by author, time and the reader's day; never across the unread divider. Items come oldest first. A row of which
 * nothing has changed since it became `known` is the same object again, so that only the others are drawn.
 */
export function rowsOf(
  items: readonly TranscriptItem[],
  firstUnreadSeq: number | undefined,
  { reader, known }: { reader: Reader; known: KnownRows },
): Row[] {
  const divided = firstUnreadIndex(items, firstUnreadSeq);
  const rows: Row[] = [];
  let row = items[0] && bare(items[0], reader, known);
  let before: Row | undefined;
  for (const [index, item] of items.entries()) {
    if (row === undefined) break;
    const next = items[index + 1];
    const rowAfter = next && bare(next, reader, known);
    const shape = {
      startsDay: row.day !== before?.day,
      startsUnread: index === divided,
      first: before === undefined || index === divided || !standTogether(before, row),
      last: rowAfter === undefined || index + 1 === divided || !standTogether(row, rowAfter),
    };
    before = shaped(row, shape);
    known.set(item, before);
    rows.push(before);
    row = rowAfter;
  }
  return rows;
}

type Shape = Pick<Row, "startsDay" | "startsUnread" | "first" | "last">;

/** The row of an item as it was, or one without neighbours. */
function bare(item: TranscriptItem, reader: Reader, known: KnownRows): Row {
  return (
    known.get(item) ?? {
      item,
      at: Date.parse(item.createdAt),
      day: dayKey(item.createdAt, reader),
      startsDay: false,
      startsUnread: false,
      first: false,
      last: false,
    }
  );
}

function shaped(row: Row, shape: Shape): Row {
  const same =
    row.startsDay === shape.startsDay &&
    row.startsUnread === shape.startsUnread &&
    row.first === shape.first &&
    row.last === shape.last;
  return same ? row : { ...row, ...shape };
}

/** The divider stands above the first message of the peer that is not older than the mark. */
function firstUnreadIndex(items: readonly TranscriptItem[], firstUnreadSeq: number | undefined): number {
  if (firstUnreadSeq === undefined) return -1;
  return items.findIndex((item) => !item.mine && item.seq !== undefined && item.seq >= firstUnreadSeq);
}

function standTogether(before: Row, row: Row): boolean {
  return (
    before.day === row.day &&
    before.item.senderId === row.item.senderId &&
    Math.abs(row.at - before.at) < GROUP_WITHIN_MS
  );
}
