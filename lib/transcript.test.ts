import { describe, expect, test } from "vitest";
import { added, delayed, emptyOutbox, type Outbox, rejected, stored } from "./outbox.ts";
import { isoAt, message, messages } from "./support/sample.ts";
import { openTimeline, receive, type Timeline } from "./timeline.ts";
import { emptyTranscript, type Transcript, type TranscriptSource, transcriptOf } from "./transcript.ts";

const mine = (seq: number) => message(seq, { senderId: "ann" });
const ids = { matchId: "match-1", clientMessageId: "client-id-4" };
const entry = { ...ids, content: "text 4", replyTo: null, createdAt: isoAt(4), order: 1, failed: null };
const waiting = added(emptyOutbox, entry, { own: true, kept: true, tried: false });
const three = openTimeline({ messages: [message(1), mine(2), mine(3)], hasMore: false, head: 3 });

const source = (timeline: Timeline, outbox: Outbox = emptyOutbox, rest: Partial<TranscriptSource> = {}) => ({
  me: "ann",
  timeline,
  queue: outbox.queues.get("match-1") ?? [],
  marks: { peerReadSeq: 0, peerReadAt: null, peerDeliveredSeq: 0 },
  offline: false,
  ...rest,
});
const kinds = ({ items }: Transcript) => items.map((item) => item.sendState?.kind);

describe("send states", () => {
  test("say how far each own message came", () => {
    const marks = { peerReadSeq: 2, peerReadAt: isoAt(50), peerDeliveredSeq: 3 };
    const { items } = transcriptOf(source(three, waiting, { marks }), emptyTranscript);
    expect(items.map((item) => item.sendState)).toEqual([
      undefined,
      { kind: "read", at: isoAt(50) },
      { kind: "delivered" },
      { kind: "sending" },
    ]);
  });

  test.each([
    ["waiting after a while", delayed(waiting, ids), false, "waiting"],
    ["waiting without a network", waiting, true, "waiting"],
    ["failed with its code", rejected(waiting, ids, "match_closed"), false, "failed"],
    ["sent when the answer came before the push", stored(waiting, mine(5)), false, "sending"],
    ["sent when the log has it", stored(waiting, { ...mine(5), ...ids }), false, "sent"],
  ])("are %s", (_, outbox, offline, kind) => {
    expect(kinds(transcriptOf(source(three, outbox, { offline }), emptyTranscript)).at(-1)).toBe(kind);
  });
});

describe("U27 the optimistic row and the stored message", () => {
  const before = transcriptOf(source(three, waiting), emptyTranscript);

  test("have the same key and place", () => {
    const after = transcriptOf(source(receive(three, [mine(4)]), emptyOutbox), before);
    expect(after.items.map((item) => item.key)).toEqual(before.items.map((item) => item.key));
    expect(after.items[3]).toMatchObject({ seq: 4, sendState: { kind: "sent" } });
  });

  test("are never shown both, whoever learned first", () => {
    const after = transcriptOf(source(receive(three, [mine(4)]), waiting), before);
    expect(after.items.length).toBe(4);
  });

  test("are told apart from a peer's message with the same client id", () => {
    const after = transcriptOf(source(receive(three, [message(4)]), waiting), before);
    expect(new Set(after.items.map((item) => item.key)).size).toBe(5);
  });
});

describe("rows that did not change are the same objects", () => {
  const long = openTimeline({ messages: messages(101, 200), hasMore: true, head: 200 });
  const before = transcriptOf(source(long), emptyTranscript);

  test("when nothing changed, all of them", () => {
    expect(transcriptOf(source(long), before).items).toBe(before.items);
  });

  test("when a message arrives", () => {
    const after = transcriptOf(source(receive(long, [message(201)])), before);
    expect(after.items.slice(0, 100).every((item, index) => item === before.items[index])).toBe(true);
  });

  test("when older ones come before them", () => {
    const all = [...messages(51, 100), ...long.tail.messages];
    const older = { ...long, tail: { messages: all, hasOlder: true } };
    const after = transcriptOf(source(older), before);
    expect(after.items.slice(50).every((item, index) => item === before.items[index])).toBe(true);
  });

  test("when the oldest go", () => {
    const shorter = { ...long, tail: { messages: long.tail.messages.slice(10), hasOlder: true } };
    expect(transcriptOf(source(shorter), before).items[0]).toBe(before.items[10]);
  });

  test("when the peer reads, except the rows that this reaches", () => {
    const marks = { peerReadSeq: 2, peerReadAt: isoAt(50), peerDeliveredSeq: 0 };
    const unread = transcriptOf(source(three), emptyTranscript);
    const read = transcriptOf(source(three, emptyOutbox, { marks }), unread);
    expect([0, 1, 2].map((index) => read.items[index] === unread.items[index])).toEqual([true, false, true]);
    const later = { ...marks, peerReadSeq: 3, peerReadAt: isoAt(99) };
    const again = transcriptOf(source(three, emptyOutbox, { marks: later }), read);
    expect([1, 2].map((index) => again.items[index]?.sendState)).toEqual([
      { kind: "read", at: isoAt(50) },
      { kind: "read", at: isoAt(99) },
    ]);
  });
});

test("far back in history nothing unsent is shown at the wrong end", () => {
  const past = { ...three, past: { messages: [message(1)], hasOlder: false } };
  expect(transcriptOf(source(past, waiting), emptyTranscript).items.length).toBe(1);
});
