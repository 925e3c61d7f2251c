import { describe, expect, test } from "vitest";
import {
  added,
  delayed,
  due,
  emptyOutbox,
  find,
  hastened,
  held,
  mayDiscard,
  nextDue,
  nextOrder,
  type Outbox,
  type OutboxEntry,
  rejected,
  removed,
  retried,
  saved,
  started,
  stored,
  uncertain,
} from "./outbox.ts";
import { message } from "./support/sample.ts";

const entry = (clientMessageId: string, order: number, matchId = "match-1"): OutboxEntry => ({
  matchId,
  clientMessageId,
  content: clientMessageId,
  replyTo: null,
  createdAt: "2026-11-22T12:00:00.000Z",
  order,
  failed: null,
});
const key = (clientMessageId: string, matchId = "match-1") => ({ matchId, clientMessageId });
const kept = { own: true, kept: true, tried: false };
const box = (...entries: OutboxEntry[]) =>
  entries.reduce((outbox, one) => added(outbox, one, kept), emptyOutbox);
const dueIds = (outbox: Outbox, now = 0) => due(outbox, now, () => true).map((one) => one.clientMessageId);

describe("what is sent next", () => {
  test("is nothing that storage does not have yet", () => {
    const outbox = added(emptyOutbox, entry("first", 1), { own: true, kept: false, tried: false });
    expect(dueIds(outbox)).toEqual([]);
    expect(dueIds(saved(outbox, key("first")))).toEqual(["first"]);
  });

  test("G6 is one message of each conversation, the oldest", () => {
    const outbox = box(entry("second", 2), entry("first", 1), entry("other", 3, "match-2"));
    expect(dueIds(outbox)).toEqual(["first", "other"]);
    expect(dueIds(started(outbox, key("first")))).toEqual(["other"]);
  });

  test("G6 is not the second while the first waits for storage", () => {
    const outbox = added(emptyOutbox, entry("first", 1), { own: true, kept: false, tried: false });
    expect(dueIds(added(outbox, entry("second", 2), kept))).toEqual([]);
  });

  test("G2 is the same again after an unknown outcome, and nothing before it", () => {
    const outbox = uncertain(
      started(box(entry("first", 1), entry("second", 2)), key("first")),
      key("first"),
      5_000,
    );
    expect(dueIds(outbox, 4_999)).toEqual([]);
    expect(nextDue(outbox)).toBe(5_000);
    expect(dueIds(outbox, 5_000)).toEqual(["first"]);
    expect(find(outbox, key("first"))?.attempts).toBe(1);
  });

  test("is the one after a definite rejection", () => {
    const outbox = rejected(
      started(box(entry("first", 1), entry("second", 2)), key("first")),
      key("first"),
      "validation_failed",
    );
    expect(dueIds(outbox)).toEqual(["second"]);
    expect(find(outbox, key("first"))).toMatchObject({ phase: "failed", failed: "validation_failed" });
  });

  test("is nothing at all while the server asked for silence", () => {
    const outbox = held(box(entry("first", 1), entry("other", 2, "match-2")), 3_000);
    expect([dueIds(outbox, 2_999), nextDue(outbox), dueIds(outbox, 3_000)]).toEqual([
      [],
      3_000,
      ["first", "other"],
    ]);
  });

  test("does not wait for its back-off when the network is back, but for what the server asked", () => {
    const waiting = uncertain(started(box(entry("first", 1)), key("first")), key("first"), 30_000);
    expect(dueIds(hastened(waiting), 1)).toEqual(["first"]);
    expect(dueIds(hastened(held(waiting, 10)), 1)).toEqual([]);
  });

  test("is only what this tab may send", () => {
    expect(due(box(entry("first", 1)), 0, () => false)).toEqual([]);
  });
});

describe("an outcome", () => {
  test("is final once the log has it, whoever says so first", () => {
    const done = stored(started(box(entry("first", 1)), key("first")), message(9, key("first")));
    expect(find(done, key("first"))?.phase).toBe("stored");
    expect(uncertain(done, key("first"), 1)).toBe(done);
    expect(rejected(done, key("first"), "internal")).toBe(done);
    expect(removed(done, key("first")).queues.size).toBe(0);
  });

  test("of a message that nobody waits for changes nothing", () => {
    const outbox = box(entry("first", 1));
    expect(stored(outbox, message(9))).toBe(outbox);
  });

  test("U28 that failed is retried with its id, behind what was written since", () => {
    const failed = rejected(
      started(box(entry("first", 1), entry("second", 2)), key("first")),
      key("first"),
      "internal",
    );
    const again = retried(failed, key("first"), 20);
    expect(again.queues.get("match-1")?.map((one) => [one.clientMessageId, one.phase])).toEqual([
      ["second", "queued"],
      ["first", "saving"],
    ]);
    expect(retried(again, key("second"), 0)).toBe(again);
  });
});

describe("taking a message back", () => {
  test("is possible only where it is surely not stored", () => {
    const fresh = box(entry("first", 1));
    const of = (outbox: Outbox) => {
      const found = find(outbox, key("first"));
      return found !== undefined && mayDiscard(found);
    };
    expect(of(fresh)).toBe(true);
    expect(of(started(fresh, key("first")))).toBe(false);
    expect(of(uncertain(started(fresh, key("first")), key("first"), 1))).toBe(false);
    expect(of(rejected(started(fresh, key("first")), key("first"), "match_closed"))).toBe(true);
    expect(of(added(emptyOutbox, entry("first", 1), { ...kept, tried: true }))).toBe(false);
  });
});

test("G6 a new message is ordered after everything that is here, whatever the clock says", () => {
  expect(nextOrder(box(entry("late", 9), entry("other", 12, "match-2")), 5)).toBe(13);
  expect(nextOrder(emptyOutbox, 1_000)).toBe(1_000);
});

test("adding what is here already changes nothing", () => {
  const outbox = delayed(box(entry("first", 1)), key("first"));
  expect(added(outbox, entry("first", 1), kept)).toBe(outbox);
  expect(find(outbox, key("first"))?.waiting).toBe(true);
});
