import { expect, test } from "vitest";
import { ClientMessageId, Cursor, Id, Seq, UserId } from "./ids.ts";

test("A022 A115 an id is 1 to 64 letters, digits, - and _", () => {
  for (const id of ["a", "A-b_9", "x".repeat(64)]) expect(Id.safeParse(id).success).toBe(true);
  for (const id of [
    "",
    "x".repeat(65),
    "a b",
    "a:b",
    "a/b",
    "../a",
    "a\u0000",
    "ä",
    "a\n",
    "[object Object]",
  ])
    expect(Id.safeParse(id).success, JSON.stringify(id)).toBe(false);
});

test("A007 an id is a string and nothing that could be taken for one", () => {
  for (const id of [1, null, undefined, true, [], ["a"], {}, { $gt: "" }])
    expect(Id.safeParse(id).success, JSON.stringify(id)).toBe(false);
});

test("A084 a user's id never looks like a conversation's room", () => {
  expect(UserId.safeParse("match-1").success).toBe(false);
  expect(UserId.safeParse("match-").success).toBe(false);
  for (const id of ["match", "Match-1", "a-match-1"]) expect(UserId.safeParse(id).success).toBe(true);
});

test("R3 a clientMessageId is 8 to 64 of the same characters", () => {
  for (const id of ["x".repeat(8), "x".repeat(64), "0190b9c2-7f3a-7c44-8d1e-3b5a"])
    expect(ClientMessageId.safeParse(id).success).toBe(true);
  for (const id of ["x".repeat(7), "x".repeat(65), "12345678\u0000", "1234567:"])
    expect(ClientMessageId.safeParse(id).success, JSON.stringify(id)).toBe(false);
});

test("A024 a position is a whole number from 1, a cursor from 0, and both are exact", () => {
  for (const seq of [1, Number.MAX_SAFE_INTEGER]) expect(Seq.safeParse(seq).success).toBe(true);
  for (const seq of [0, -1, 1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, "1"])
    expect(Seq.safeParse(seq).success, String(seq)).toBe(false);
  expect(Cursor.safeParse(0).success).toBe(true);
  expect(Cursor.safeParse(-1).success).toBe(false);
});
