import { dateFormat, type Reader } from "./format-intl.ts";

/** "14:02": beside a message. */
export function clockTime(iso: string, reader: Reader): string {
  return dateFormat(reader, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** "Sunday, 22 November 2026 at 14:02:31": on hover, focus and long press. */
export function exactTime(iso: string, reader: Reader): string {
  return dateFormat(reader, {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(new Date(iso));
}
