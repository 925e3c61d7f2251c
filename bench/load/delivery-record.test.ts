import { expect, test } from "vitest";
import { DeliveryRecord } from "./delivery-record.ts";

const alice = 0;
const bob = 1;
const carol = 2;
const each = { acknowledgements: 1, echoes: 1, receipts: 1, notifications: 1 };

function recordWithOneMessage() {
  const record = new DeliveryRecord(100);
  const number = record.begin({
    intendedAt: 1_000,
    sender: alice,
    recipient: bob,
    conversation: 0,
    expected: each,
  });
  return { record, number };
}

test("a message that caused each frame once is complete, and its latencies count from the intended time", () => {
  const { record, number } = recordWithOneMessage();
  expect(record.outstanding).toBe(4);
  record.push(number, "new-message", { place: alice, at: 1_002 });
  record.push(number, "new-message", { place: bob, at: 1_003 });
  record.push(number, "new-notification", { place: bob, at: 1_004 });
  record.acknowledge(number, 1_005);
  expect(record.outstanding).toBe(0);
  expect([...record.failures, ...record.missing()]).toEqual([]);
  expect(record.delivered.percentile(100)).toBeCloseTo(3, 1);
  expect(record.acknowledged.percentile(100)).toBeCloseTo(5, 1);
});

test("a loss is found", () => {
  const { record, number } = recordWithOneMessage();
  record.push(number, "new-message", { place: alice, at: 1_002 });
  record.acknowledge(number, 1_005);
  expect(record.missing()).toEqual(["message 100 lacks receipts", "message 100 lacks notifications"]);
});

test("a double is found", () => {
  const { record, number } = recordWithOneMessage();
  record.push(number, "new-message", { place: bob, at: 1_002 });
  record.push(number, "new-message", { place: bob, at: 1_003 });
  expect(record.failures).toEqual(["message 100 has too many receipts"]);
});

test("a message of another round and one to a stranger are found", () => {
  const { record, number } = recordWithOneMessage();
  record.acknowledge(99, 1_001);
  record.push(number, "new-message", { place: carol, at: 1_002 });
  expect(record.failures).toEqual([
    "acknowledgements of message 99, which this round did not send",
    "message 100 reached a stranger",
  ]);
});
