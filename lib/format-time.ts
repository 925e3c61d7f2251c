import { dateFormat, type Reader } from "./format-intl.ts";

/** "14:02": beside a message. */
export function clockTime(iso: string, reader: Reader): string {
  return dateFormat(reader, { hour: hourOf(reader), minute: "2-digit" }).format(new Date(iso));
}

/** "Sunday, 22 November 2026 at 14:02:31": on hover, focus and long press. */
export function exactTime(iso: string, reader: Reader): string {
  return dateFormat(reader, {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: hourOf(reader),
    minute: "2-digit",
    second: "2-digit",
  }).format(new Date(iso));
}

/** "1:04 pm", but "01:04": a clock of twenty-four hours has two digits. */
function hourOf({ hour12 }: Reader): "numeric" | "2-digit" {
  return hour12 === true ? "numeric" : "2-digit";
}
