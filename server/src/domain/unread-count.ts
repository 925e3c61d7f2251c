import type { LogRow } from "./ports.ts";
import type { Seat } from "./seat.ts";

/**
 * How many messages of the member at this seat the other has not read: the running total up to a row, less the
 * one up to where the other has read. Never a counter that could drift, and own messages never count.
 */
export function unreadCount(upTo: LogRow | undefined, sentWhereRead: number, sender: Seat): number {
  // The reader may have read past this row meanwhile.
  return Math.max(0, (upTo?.sent[sender] ?? 0) - sentWhereRead);
}
