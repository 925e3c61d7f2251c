import { expect, test } from "vitest";
import type { LogRow, Marks } from "../../domain/ports.ts";
import { HotMatches, type MatchState } from "./hot-matches.ts";

const KEY = 1;
const unread: Marks = { readSeq: 0, deliveredSeq: 0, readAt: null };

/** The row at this seq, of a log in which the first member wrote everything. */
function row(seq: number, kind: "message" | "close" = "message"): LogRow {
  const sent = kind === "message" ? seq : seq - 1;
  const head = {
    id: `m-${seq}`,
    matchId: "m",
    seq,
    actorId: "ann",
    clientMessageId: `client-${seq}`,
    createdAt: "2026-01-02T03:04:05.678Z",
  };
  const event =
    kind === "message"
      ? { ...head, kind, targetSeq: null, content: "hello" }
      : { ...head, kind, targetSeq: null };
  return { event, sent: [sent, 0], messageSeq: sent };
}

/** A match whose state at this seq was read. */
function hotAt(seq: number): HotMatches {
  const hot = new HotMatches();
  const last = row(seq);
  const state: MatchState = { last, lastMessage: last, marks: [unread, unread], sentAtPeerRead: [0, 0] };
  hot.remember(KEY, state);
  return hot;
}

test("a new row is the last, and the last message when it is one", () => {
  const hot = hotAt(1);
  hot.appended(KEY, row(2));
  expect(hot.get(KEY)).toMatchObject({ last: { event: { seq: 2 } }, lastMessage: { event: { seq: 2 } } });
  hot.appended(KEY, row(3, "close"));
  expect(hot.get(KEY)).toMatchObject({ last: { event: { seq: 3 } }, lastMessage: { event: { seq: 2 } } });
});

test("G4 a row that was read before its commit was heard of is not older again afterwards", () => {
  const hot = hotAt(3);
  hot.appended(KEY, row(2));
  expect(hot.get(KEY)?.last?.event.seq).toBe(3);
});

test("U20 who has read to the end has read everything that the other sent", () => {
  const hot = hotAt(4);
  hot.raised(KEY, 1, { readSeq: 4, deliveredSeq: 4, readAt: 1 });
  expect(hot.get(KEY)).toMatchObject({ marks: [unread, { readSeq: 4 }], sentAtPeerRead: [4, 0] });
  hot.appended(KEY, row(5));
  expect(hot.get(KEY)).toMatchObject({ last: { sent: [5, 0] }, sentAtPeerRead: [4, 0] });
});

test("what was delivered changes nothing of what was read", () => {
  const hot = hotAt(4);
  hot.raised(KEY, 1, { readSeq: 0, deliveredSeq: 2, readAt: null });
  expect(hot.get(KEY)).toMatchObject({ marks: [unread, { deliveredSeq: 2 }], sentAtPeerRead: [0, 0] });
});

test("what cannot be told from memory is forgotten, and never made up", () => {
  const hot = hotAt(4);
  hot.raised(KEY, 1, { readSeq: 2, deliveredSeq: 4, readAt: 1 });
  expect(hot.get(KEY)).toBeUndefined();
  hot.appended(KEY, row(5));
  hot.raised(KEY, 0, { readSeq: 5, deliveredSeq: 5, readAt: 2 });
  expect(hot.get(KEY)).toBeUndefined();
});
