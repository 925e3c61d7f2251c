import { expect, test } from "vitest";
import { OrderCheck } from "./order-check.ts";

const push = { place: 1, sender: 0, conversation: 7 };

test("a gapless sequence in the order sent is right", () => {
  const order = new OrderCheck();
  for (const [number, seq] of [
    [10, 4],
    [11, 5],
    [15, 6],
  ] as const)
    expect(order.violation({ ...push, number, seq })).toBeUndefined();
});

test("each device, conversation and sender has an order of its own", () => {
  const order = new OrderCheck();
  expect(order.violation({ ...push, number: 10, seq: 4 })).toBeUndefined();
  expect(order.violation({ ...push, place: 0, number: 10, seq: 4 })).toBeUndefined();
  expect(order.violation({ ...push, conversation: 8, number: 9, seq: 1 })).toBeUndefined();
  expect(order.violation({ ...push, sender: 1, number: 3, seq: 5 })).toBeUndefined();
});

test("a gap, a step back and an overtaken message are found", () => {
  const order = new OrderCheck();
  order.violation({ ...push, number: 10, seq: 4 });
  expect(order.violation({ ...push, number: 11, seq: 6 })).toBe("seq 6 came after 4");
  expect(order.violation({ ...push, number: 12, seq: 6 })).toBe("seq 6 came after 6");
  expect(order.violation({ ...push, number: 9, seq: undefined })).toBe(
    "message 9 came after 12 of the same sender",
  );
});
