import { type Reader, relativeFormat } from "./format-intl.ts";

/** Seconds of each unit, the largest that fits is used. */
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "5 minutes ago", "yesterday"; "just now" within the first minute and for times ahead of a slow clock. */
export function timeAgo(iso: string, now: number, reader: Reader): string {
  const seconds = Math.floor((now - Date.parse(iso)) / 1_000);
  const format = relativeFormat(reader);
  for (const [unit, length] of UNITS)
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit);
  return "just now";
}
