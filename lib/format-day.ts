import { dateFormat, type Reader, relativeFormat } from "./format-intl.ts";

const DAY_MS = 86_400_000;

/** "2026-11-22": the same for all moments of one day where the reader is. Made for comparing. */
export function dayKey(time: string | number, reader: Reader): string {
  return reader.timeZone === undefined ? machineDay(new Date(time)) : zoneDay(time, reader.timeZone);
}

/** In the machine's own zone, without a formatter: a transcript asks for the day of every message that it holds. */
function machineDay(date: Date): string {
  const month = `${date.getMonth() + 1}`.padStart(2, "0");
  return `${`${date.getFullYear()}`.padStart(4, "0")}-${month}-${`${date.getDate()}`.padStart(2, "0")}`;
}

function zoneDay(time: string | number, timeZone: string): string {
  const parts = dateFormat(
    { locale: "en", timeZone },
    { year: "numeric", month: "2-digit", day: "2-digit", calendar: "gregory", numberingSystem: "latn" },
  ).formatToParts(new Date(time));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** How many midnights of the reader lie between a time and now; negative for the future. */
export function daysAgo(iso: string, now: number, reader: Reader): number {
  const midnight = (key: string) => Date.parse(`${key}T00:00:00Z`);
  return Math.round((midnight(dayKey(now, reader)) - midnight(dayKey(iso, reader))) / DAY_MS);
}

/** "Today", "Yesterday", "Monday" within the last week, "22 November" this year, else with the year. `now` in milliseconds. */
export function dayLabel(iso: string, now: number, reader: Reader): string {
  const days = daysAgo(iso, now, reader);
  const date = new Date(iso);
  if (days === 0 || days === 1) return relativeDay(days, reader);
  if (days > 1 && days < 7) return dateFormat(reader, { weekday: "long" }).format(date);
  const thisYear = dayKey(iso, reader).slice(0, 4) === dayKey(now, reader).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { weekday: "long", month: "long", day: "numeric" };
  return dateFormat(reader, thisYear ? options : { ...options, year: "numeric" }).format(date);
}

/** "Today" or "Yesterday" in the reader's language. */
export function relativeDay(days: 0 | 1, reader: Reader): string {
  const text = relativeFormat(reader).format(-days, "day");
  const [first = ""] = text;
  return first.toLocaleUpperCase(reader.locale) + text.slice(first.length);
}
