import { describe, expect, test } from "vitest";
import { matchView } from "./match-view.ts";
import type { LogRow, MatchSummary, Person } from "./ports.ts";

const NOON = Date.UTC(2026, 5, 1, 12);
const ON = { readReceipts: true, typing: true, presence: true };
const match = { id: "m", members: ["ann", "bob"], createdAt: NOON } as const;

const person = (id: string, settings: Partial<Person["settings"]> = {}): Person => ({
  id,
  name: `${id}'s name`,
  image: `https://example.org/${id}.png`,
  bio: `about ${id}`,
  settings: { ...ON, ...settings },
});

function row(seq: number, actorId: string, sent: [number, number]): LogRow {
  const createdAt = "2026-06-01T12:00:00.000Z";
  const event = { id: `m-${seq}`, matchId: "m", seq, actorId, clientMessageId: `client-${seq}`, createdAt };
  return { event: { ...event, kind: "message", content: `${seq}`, targetSeq: null }, sent, messageSeq: seq };
}

const summary: MatchSummary = {
  match,
  last: row(9, "bob", [4, 5]),
  lastMessage: row(9, "bob", [4, 5]),
  marks: [
    { readSeq: 6, deliveredSeq: 9, readAt: NOON + 1 },
    { readSeq: 3, deliveredSeq: 8, readAt: NOON + 2 },
  ],
  sentAtPeerRead: [1, 3],
};

test("each sees the other, their own position and the other's", () => {
  const both = { id: "m", status: "open", createdAt: "2026-06-01T12:00:00.000Z", head: 9 };
  expect(matchView(summary, person("ann"), person("bob"))).toStrictEqual({
    ...both,
    peer: { id: "bob", name: "bob's name", image: "https://example.org/bob.png", bio: "about bob" },
    lastMessage: expect.objectContaining({ seq: 9, content: "9", senderId: "bob" }),
    unreadCount: 2,
    readSeq: 6,
    peerReadSeq: 3,
    peerDeliveredSeq: 8,
    peerReadAt: "2026-06-01T12:00:00.002Z",
  });
  expect(matchView(summary, person("bob"), person("ann"))).toMatchObject({
    ...both,
    peer: { id: "ann" },
    unreadCount: 3,
    readSeq: 3,
    peerReadSeq: 6,
    peerDeliveredSeq: 9,
    peerReadAt: "2026-06-01T12:00:00.001Z",
  });
});

test("a match in which nothing has happened", () => {
  const none = { readSeq: 0, deliveredSeq: 0, readAt: null };
  const fresh: MatchSummary = {
    match,
    last: undefined,
    lastMessage: undefined,
    marks: [none, none],
    sentAtPeerRead: [0, 0],
  };
  expect(matchView(fresh, person("ann"), person("bob"))).toMatchObject({
    status: "open",
    head: 0,
    lastMessage: null,
    unreadCount: 0,
    readSeq: 0,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    peerReadAt: null,
  });
});

test("a match that has ended keeps its last message", () => {
  const { event } = row(10, "ann", [4, 5]);
  const last: LogRow = { event: { ...event, kind: "close", targetSeq: null }, sent: [4, 5], messageSeq: 9 };
  expect(matchView({ ...summary, last }, person("ann"), person("bob"))).toMatchObject({
    status: "closed",
    head: 10,
    lastMessage: { seq: 9 },
    unreadCount: 2,
  });
});

test("a mark beyond a row that is read a moment earlier never makes less than nothing unread", () => {
  const ahead: MatchSummary = { ...summary, sentAtPeerRead: [5, 6] };
  expect(matchView(ahead, person("ann"), person("bob")).unreadCount).toBe(0);
});

describe("U24 read receipts are hidden when either does not give them", () => {
  const off = { readReceipts: false };
  test.each([
    ["the peer", person("ann"), person("bob", off)],
    ["oneself", person("ann", off), person("bob")],
    ["neither of them", person("ann", off), person("bob", off)],
  ])("%s hides", (_who, me, peer) => {
    expect(matchView(summary, me, peer)).toMatchObject({
      readSeq: 6,
      unreadCount: 2,
      peerReadSeq: 0,
      peerReadAt: null,
      peerDeliveredSeq: 8,
    });
  });

  test("what else they hide hides no reading", () => {
    const peer = person("bob", { typing: false, presence: false });
    expect(matchView(summary, person("ann"), peer)).toMatchObject({ peerReadSeq: 3 });
  });

  test("G11 nothing of a person's settings is told to their peer", () => {
    expect(Object.keys(matchView(summary, person("ann"), person("bob")).peer)).toStrictEqual([
      "id",
      "name",
      "image",
      "bio",
    ]);
  });
});
