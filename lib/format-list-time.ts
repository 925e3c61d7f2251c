import { dayKey, daysAgo, relativeDay } from "./format-day.ts";
import { dateFormat, type Reader } from "./format-intl.ts";
import { clockTime } from "./format-time.ts";

/** In the conversation list: "14:02" today, "Yesterday", "Mon" within the last week, else a short date. */
export function listTime(iso: string, now: number, reader: Reader): string {
  const days = daysAgo(iso, now, reader);
  const date = new Date(iso);
  if (days <= 0) return clockTime(iso, reader);
  if (days === 1) return relativeDay(1, reader);
  if (days < 7) return dateFormat(reader, { weekday: "short" }).format(date);
  const thisYear = dayKey(iso, reader).slice(0, 4) === dayKey(now, reader).slice(0, 4);
  return thisYear
    ? dateFormat(reader, { month: "short", day: "numeric" }).format(date)
    : dateFormat(reader, { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
}
