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
  for (const [index, item] of items.entries()) {
    const before = rows.at(-1);
    const { at, day } = known.get(item) ?? momentOf(item, reader);
    const startsDay = day !== before?.day;
    const startsUnread = index === divided;
    const first = before === undefined || startsDay || startsUnread || !standTogether(before, item, at);
    if (before !== undefined) before.last = first;
    rows.push({ item, at, day, startsDay, startsUnread, first, last: true });
  }
  return rows.map((row) => settled(row, known));
}

function momentOf(item: TranscriptItem, reader: Reader): { at: number; day: string } {
  return { at: Date.parse(item.createdAt), day: dayKey(item.createdAt, reader) };
}

function settled(row: Row, known: KnownRows): Row {
  const before = known.get(row.item);
  const same =
    before !== undefined &&
    before.startsDay === row.startsDay &&
    before.startsUnread === row.startsUnread &&
    before.first === row.first &&
    before.last === row.last;
  if (same) return before;
  known.set(row.item, row);
  return row;
}

/** The divider stands above the first message of the peer that is not older than the mark. */
function firstUnreadIndex(items: readonly TranscriptItem[], firstUnreadSeq: number | undefined): number {
  if (firstUnreadSeq === undefined) return -1;
  return items.findIndex((item) => !item.mine && item.seq !== undefined && item.seq >= firstUnreadSeq);
}

function standTogether(before: Row, item: TranscriptItem, at: number): boolean {
  return before.item.senderId === item.senderId && Math.abs(at - before.at) < GROUP_WITHIN_MS;
}
