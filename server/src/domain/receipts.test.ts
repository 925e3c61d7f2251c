import { describe, expect, test } from "vitest";
import { MemoryData } from "../../test/support/memory-data.ts";
import { matched, quiet, type TestDomain, testDomain } from "../../test/support/test-domain.ts";

async function talking(count: number, options: Parameters<typeof testDomain>[0] = {}) {
  const domain = testDomain(options);
  const matchId = await matched(domain);
  for (let n = 0; n < count; n += 1) await domain.conversations.send("ann", { matchId, content: `${n}` });
  await quiet(domain);
  return { domain, matchId };
}

const hideReads = (domain: TestDomain, userId: string) =>
  domain.people.update(userId, { settings: { readReceipts: false } });

test("reading moves the mark, is told to the room, and clears the badge on one's own devices only", async () => {
  const { domain, matchId } = await talking(3);
  expect(await domain.receipts.read("bob", matchId, 2)).toStrictEqual({ readSeq: 2 });
  await domain.clock.runAll();
  expect(domain.fanout.order).toStrictEqual([`receipt → match-${matchId}`, "conversation-updated → bob"]);
  const readAt = expect.stringMatching(/^2026-01-02T/);
  expect(domain.fanout.said("receipt")).toStrictEqual([
    { matchId, userId: "bob", readSeq: 2, deliveredSeq: 2, readAt },
  ]);
  expect(domain.fanout.said("conversation-updated")).toMatchObject([{ readSeq: 2, unreadCount: 1 }]);
  expect(await domain.matches.get("ann", matchId)).toMatchObject({ peerReadSeq: 2, peerReadAt: readAt });
});

test("delivery moves its own mark, is told to the room, and changes no badge", async () => {
  const { domain, matchId } = await talking(3);
  expect(await domain.receipts.delivered("bob", matchId, 3)).toStrictEqual({ deliveredSeq: 3 });
  await domain.clock.runAll();
  expect(domain.fanout.order).toStrictEqual([`receipt → match-${matchId}`]);
  expect(domain.fanout.said("receipt")).toMatchObject([{ readSeq: 0, deliveredSeq: 3, readAt: null }]);
  expect(await domain.matches.get("bob", matchId)).toMatchObject({ readSeq: 0, unreadCount: 3 });
});

test("A065 marks never fall, never pass the head, and say nothing when nothing rose", async () => {
  const { domain, matchId } = await talking(3);
  expect(await domain.receipts.read("bob", matchId, 1_000_000)).toStrictEqual({ readSeq: 3 });
  await quiet(domain);
  for (const seq of [0, 1, 3, 4]) {
    expect(await domain.receipts.read("bob", matchId, seq)).toStrictEqual({ readSeq: 3 });
    expect(await domain.receipts.delivered("bob", matchId, seq)).toStrictEqual({ deliveredSeq: 3 });
  }
  await domain.clock.runAll();
  expect(domain.fanout.order).toStrictEqual([]);
});

test("A065 in a conversation without events nothing can be read", async () => {
  const { domain, matchId } = await talking(0);
  expect(await domain.receipts.read("bob", matchId, 7)).toStrictEqual({ readSeq: 0 });
  expect(await domain.receipts.delivered("bob", matchId, 7)).toStrictEqual({ deliveredSeq: 0 });
  expect(domain.fanout.order).toStrictEqual([]);
});

test("G10 a message that another node stored can be read here", async () => {
  const data = new MemoryData();
  const { domain, matchId } = await talking(1, { data });
  await testDomain({ data, seed: 2 }).conversations.send("ann", { matchId, content: "elsewhere" });
  expect(await domain.receipts.read("bob", matchId, 2)).toStrictEqual({ readSeq: 2 });
});

test("G10 of two devices that read at once only a rise is told", async () => {
  const { domain, matchId } = await talking(3);
  await Promise.all([3, 2, 3].map((seq) => domain.receipts.read("bob", matchId, seq)));
  expect(await domain.matches.get("bob", matchId)).toMatchObject({ readSeq: 3, unreadCount: 0 });
  const reads = domain.fanout.said("receipt").map(({ readSeq }) => readSeq);
  expect(reads.length).toBeLessThanOrEqual(2);
  expect(Math.max(...reads)).toBe(3);
});

describe("U24 when either does not give read receipts", () => {
  test.each(["ann", "bob"])("(%s), reading what had been delivered says nothing at all", async (hides) => {
    const { domain, matchId } = await talking(3);
    await hideReads(domain, hides);
    await domain.receipts.delivered("bob", matchId, 3);
    await quiet(domain);
    expect(await domain.receipts.read("bob", matchId, 3)).toStrictEqual({ readSeq: 3 });
    await domain.clock.runAll();
    expect(domain.fanout.order).toStrictEqual(["conversation-updated → bob"]);
    expect(domain.fanout.said("conversation-updated")).toMatchObject([{ readSeq: 3, unreadCount: 0 }]);
  });

  test.each(["ann", "bob"])("(%s), what is told of delivery has no reading in it", async (hides) => {
    const { domain, matchId } = await talking(3);
    await domain.receipts.read("bob", matchId, 1);
    await hideReads(domain, hides);
    await quiet(domain);
    await domain.receipts.read("bob", matchId, 2);
    await domain.receipts.delivered("bob", matchId, 3);
    expect(domain.fanout.said("receipt")).toStrictEqual([
      { matchId, userId: "bob", readSeq: 0, deliveredSeq: 2, readAt: null },
      { matchId, userId: "bob", readSeq: 0, deliveredSeq: 3, readAt: null },
    ]);
    expect(await domain.matches.get("ann", matchId)).toMatchObject({
      peerReadSeq: 0,
      peerReadAt: null,
      peerDeliveredSeq: 3,
    });
  });
});

test("G11 who is no member can mark nothing", async () => {
  const { domain, matchId } = await talking(1);
  for (const [userId, id] of [["cyd", matchId] as const, ["bob", "no-such-match"] as const]) {
    await expect(domain.receipts.read(userId, id, 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(domain.receipts.delivered(userId, id, 1)).rejects.toMatchObject({ code: "not_found" });
  }
  expect(domain.fanout.order).toStrictEqual([]);
});

test("a match that has ended can still be read, so that its badge clears", async () => {
  const { domain, matchId } = await talking(2);
  await domain.matches.end("ann", matchId);
  await domain.receipts.read("bob", matchId, 3);
  expect(await domain.matches.get("bob", matchId)).toMatchObject({
    status: "closed",
    unreadCount: 0,
    readSeq: 3,
  });
});
