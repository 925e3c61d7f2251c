import { describe, expect, test } from "vitest";
import { dayKey, dayLabel } from "./format-day.ts";
import { timeAgo } from "./format-last-seen.ts";
import { listTime } from "./format-list-time.ts";
import { clockTime, exactTime } from "./format-time.ts";

const london = { locale: "en-GB", timeZone: "Europe/London" };
const tokyo = { locale: "en-GB", timeZone: "Asia/Tokyo" };
const now = Date.parse("2026-11-22T14:02:31.000Z");

describe("times of a message", () => {
  test("are in the reader's zone, with the reader's hours", () => {
    expect(clockTime("2026-11-22T14:02:31.000Z", london)).toBe("14:02");
    expect(clockTime("2026-11-22T14:02:31.000Z", tokyo)).toBe("23:02");
    expect(clockTime("2026-11-22T14:02:31.000Z", { ...london, hour12: true })).toMatch(/^2:02\spm$/);
    expect(clockTime("2026-11-22T01:04:00.000Z", { ...london, locale: "en-US", hour12: true })).toMatch(
      /^1:04\sAM$/,
    );
  });

  test("are exact on demand", () => {
    expect(exactTime("2026-11-22T14:02:31.000Z", london)).toMatch(/^Sunday,? 22 November 2026 at 14:02:31$/);
  });
});

describe("U59 day separators", () => {
  test.each([
    ["2026-11-22T00:00:00.000Z", "Today"],
    ["2026-11-21T23:59:59.999Z", "Yesterday"],
    ["2026-11-18T12:00:00.000Z", "Wednesday"],
    ["2026-11-15T12:00:00.000Z", "Sunday 15 November"],
    ["2025-11-22T12:00:00.000Z", "Saturday 22 November 2025"],
    ["2026-11-23T12:00:00.000Z", "Monday 23 November"],
  ])("%s reads %s", (iso, label) => {
    // Whether a comma follows the weekday changes from one release of the locale data to the next.
    expect(dayLabel(iso, now, london).replace(",", "")).toBe(label);
  });

  test("a day is the reader's day", () => {
    expect(dayKey("2026-11-22T15:30:00.000Z", tokyo)).toBe("2026-11-23");
    expect(dayLabel("2026-11-21T16:00:00.000Z", now, tokyo)).toBe("Today");
  });

  test("speak the reader's language", () => {
    expect(dayLabel("2026-11-21T12:00:00.000Z", now, { locale: "de", timeZone: "UTC" })).toBe("Gestern");
  });

  test("are the same by the machine's own zone and by the name of that zone", () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    for (const time of [now, Date.parse("2026-01-02T03:04:05Z"), Date.parse("0999-12-31T12:00:00Z")])
      expect(dayKey(time, { locale: "en-GB" })).toBe(dayKey(time, { locale: "en-GB", timeZone }));
  });
});

test.each([
  ["2026-11-22T09:05:00.000Z", "09:05"],
  ["2026-11-21T09:05:00.000Z", "Yesterday"],
  ["2026-11-17T09:05:00.000Z", "Tue"],
  ["2026-03-17T09:05:00.000Z", "17 Mar"],
  ["2024-03-17T09:05:00.000Z", "17/03/2024"],
])("the list shows %s as %s", (iso, text) => {
  expect(listTime(iso, now, london)).toBe(text);
});

test.each([
  ["2026-11-22T14:02:00.000Z", "just now"],
  ["2026-11-22T15:00:00.000Z", "just now"],
  ["2026-11-22T13:57:00.000Z", "5 minutes ago"],
  ["2026-11-21T13:57:00.000Z", "yesterday"],
])("last seen %s reads %s", (iso, text) => {
  expect(timeAgo(iso, now, london)).toBe(text);
});
