import type { TranscriptItem } from "@/lib/chat-state";
import { dayKey } from "@/lib/format-day";
import type { Reader } from "@/lib/format-intl";

/** Messages of one author closer than this stand together (U58). */
const GROUP_WITHIN_MS = 3 * 60_000;

/** One message with what its neighbours make of it. */
export interface Row {
  item: TranscriptItem;
  /** the first message of its local day */
  startsDay: boolean;
  /** the unread divider stands above it */
  startsUnread: boolean;
  /** first and last of its group: the corners and the margin depend on it */
  first: boolean;
  last: boolean;
}

/** Groups by author, time and the reader's day; never across the unread divider. Items come oldest first. */
export function rowsOf(
  items: readonly TranscriptItem[],
  firstUnreadSeq: number | undefined,
  reader: Reader,
): Row[] {
  const divided = firstUnreadIndex(items, firstUnreadSeq);
  const rows: Row[] = [];
  let dayBefore: string | undefined;
  for (const [index, item] of items.entries()) {
    const before = rows.at(-1);
    const day = dayKey(item.createdAt, reader);
    const startsDay = day !== dayBefore;
    const startsUnread = index === divided;
    const first = before === undefined || startsDay || startsUnread || !standTogether(before.item, item);
    if (before !== undefined) before.last = first;
    rows.push({ item, startsDay, startsUnread, first, last: true });
    dayBefore = day;
  }
  return rows;
}

/** The divider stands above the first message of the peer that is not older than the mark. */
function firstUnreadIndex(items: readonly TranscriptItem[], firstUnreadSeq: number | undefined): number {
  if (firstUnreadSeq === undefined) return -1;
  return items.findIndex((item) => !item.mine && item.seq !== undefined && item.seq >= firstUnreadSeq);
}

function standTogether(before: TranscriptItem, item: TranscriptItem): boolean {
  return (
    before.senderId === item.senderId &&
    Math.abs(Date.parse(item.createdAt) - Date.parse(before.createdAt)) < GROUP_WITHIN_MS
  );
}
