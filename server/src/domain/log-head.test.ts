import type { EventKind } from "@duologue/protocol/models";
import { expect, test } from "vitest";
import { type Draft, fulfils, headOf, nextRow } from "./log-head.ts";
import type { LogRow } from "./ports.ts";

const match = { id: "m", members: ["ann", "bob"], createdAt: 0 } as const;
const NOON = Date.UTC(2026, 5, 1, 12);

const drafts: Record<EventKind, Draft> = {
  message: { kind: "message", content: "hello", targetSeq: null },
  edit: { kind: "edit", content: "hello!", targetSeq: 1 },
  delete: { kind: "delete", targetSeq: 1 },
  react: { kind: "react", emoji: "👍", targetSeq: 1 },
  unreact: { kind: "unreact", emoji: "👍", targetSeq: 1 },
  close: { kind: "close", targetSeq: null },
};

function rowsOf(...said: [actorId: string, kind: EventKind, now?: number][]): LogRow[] {
  const rows: LogRow[] = [];
  for (const [actorId, kind, now = NOON] of said) {
    const clientMessageId = `client-${rows.length}`;
    rows.push(nextRow(headOf(rows.at(-1)), { match, actorId, clientMessageId, draft: drafts[kind], now }));
  }
  return rows;
}

test("G5 each row has the number after its head's, and an id that says so", () => {
  const rows = rowsOf(["ann", "message"], ["bob", "react"], ["bob", "message"]);
  expect(rows.map(({ event }) => [event.seq, event.id])).toStrictEqual([
    [1, "m-1"],
    [2, "m-2"],
    [3, "m-3"],
  ]);
});

test("only messages count in the running totals, each for its sender", () => {
  const rows = rowsOf(
    ["ann", "message"],
    ["bob", "message"],
    ["bob", "edit"],
    ["bob", "message"],
    ["ann", "close"],
  );
  expect(rows.map(({ sent, messageSeq }) => [...sent, messageSeq])).toStrictEqual([
    [1, 0, 1],
    [1, 1, 2],
    [1, 1, 2],
    [1, 2, 4],
    [1, 2, 4],
  ]);
});

test("times never go back along the log, whatever the clock does", () => {
  const rows = rowsOf(
    ["ann", "message", NOON],
    ["bob", "message", NOON - 3_600_000],
    ["ann", "message", NOON + 1],
  );
  expect(rows.map(({ event }) => event.createdAt)).toStrictEqual([
    "2026-06-01T12:00:00.000Z",
    "2026-06-01T12:00:00.000Z",
    "2026-06-01T12:00:00.001Z",
  ]);
});

test("a head is closed by the end of the match and by nothing else", () => {
  for (const kind of Object.keys(drafts) as EventKind[])
    expect(headOf(rowsOf(["ann", "message"], ["ann", kind])[1]).closed, kind).toBe(kind === "close");
  expect(headOf(undefined)).toStrictEqual({ seq: 0, closed: false, time: 0, sent: [0, 0], messageSeq: 0 });
});

test("G3 an event fulfils the draft that it was made of and no other", () => {
  const [row] = rowsOf(["ann", "message"]);
  if (row === undefined) throw new Error("no row");
  for (const [kind, draft] of Object.entries(drafts))
    expect(fulfils(row.event, draft)).toBe(kind === "message");
  expect(fulfils(row.event, { kind: "message", content: "other", targetSeq: null })).toBe(false);
  expect(fulfils(row.event, { kind: "message", content: "hello", targetSeq: 1 })).toBe(false);
});
