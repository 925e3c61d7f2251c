import { describe, expect, it } from "vitest";
import type { TranscriptItem } from "@/lib/chat-state";
import { type KnownRows, rowsOf } from "./rows";

const reader = { locale: "en", timeZone: "Europe/Berlin" };
const NOON = Date.parse("2026-06-12T12:00:00.000Z");
const MINUTE = 60_000;

function item(seq: number, senderId: string, afterNoon: number): TranscriptItem {
  return {
    key: `${senderId}-${seq}`,
    seq,
    id: `m${seq}`,
    mine: senderId === "me",
    senderId,
    content: "words",
    createdAt: new Date(NOON + afterNoon).toISOString(),
    editedAt: null,
    replyTo: null,
    clientMessageId: `c${seq}`,
    sendState: senderId === "me" ? { kind: "sent" } : undefined,
  };
}

const rowsOfAll = (items: TranscriptItem[], unread?: number, known: KnownRows = new WeakMap()) =>
  rowsOf(items, unread, { reader, known });

/** "F" opens a group, "L" closes one, "FL" stands alone. */
const shape = (items: TranscriptItem[], unread?: number) =>
  rowsOfAll(items, unread).map((row) => `${row.first ? "F" : ""}${row.last ? "L" : ""}` || "-");

describe("grouping (U58)", () => {
  it("joins messages of one author that are less than three minutes apart", () => {
    const items = [item(1, "me", 0), item(2, "me", MINUTE), item(3, "me", 4 * MINUTE - 1)];
    expect(shape(items)).toEqual(["F", "-", "L"]);
  });

  it("parts at three minutes", () => {
    expect(shape([item(1, "me", 0), item(2, "me", 3 * MINUTE)])).toEqual(["FL", "FL"]);
  });

  it("parts where the author changes", () => {
    expect(shape([item(1, "me", 0), item(2, "maya", 1), item(3, "maya", 2)])).toEqual(["FL", "F", "L"]);
  });

  it("parts at local midnight and marks the new day", () => {
    const untilMidnight = 10 * 60 * MINUTE;
    const rows = rowsOfAll([item(1, "me", untilMidnight - 1000), item(2, "me", untilMidnight + 1000)]);
    expect(rows.map((row) => [row.startsDay, row.first])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it("parts at the unread divider, which stands above the peer's first message from the mark on", () => {
    const items = [item(1, "maya", 0), item(2, "me", 1), item(3, "maya", 2), item(4, "maya", 3)];
    const rows = rowsOfAll(items, 2);
    expect(rows.map((row) => row.startsUnread)).toEqual([false, false, true, false]);
    expect(shape([item(1, "maya", 0), item(2, "maya", 1)], 2)).toEqual(["FL", "FL"]);
  });

  it("has no divider when nothing is unread", () => {
    expect(rowsOfAll([item(1, "maya", 0)]).some((row) => row.startsUnread)).toBe(false);
  });

  it("does not join over a clock that ran backwards by hours", () => {
    expect(shape([item(1, "me", 0), item(2, "me", -120 * MINUTE)])).toEqual(["FL", "FL"]);
  });

  it("makes the same row again of what did not change, and another of what did", () => {
    const known: KnownRows = new WeakMap();
    const [one, two, three] = [item(1, "maya", 0), item(2, "maya", 1), item(3, "me", 2)];
    const before = rowsOfAll([two, three], undefined, known);
    const now = rowsOfAll([one, two, three], undefined, known);
    expect(now.map((row) => before.includes(row))).toEqual([false, false, true]);
    expect(rowsOfAll([one, two, three], undefined, known)).toEqual(now);
  });
});
