import { expect, test } from "vitest";
import { EventsQuery, ListQuery, MessagesQuery, SendMessage } from "./http.ts";
import { EVENTS_PAGE_MAX, PAGE_DEFAULT, PAGE_MAX } from "./limits.ts";

test("R2 a member that the contract does not know is refused, so that a misspelt one is never ignored", () => {
  expect(SendMessage.safeParse({ content: "x", clientMesageId: "12345678" }).success).toBe(false);
  expect(SendMessage.safeParse({ content: "x", senderId: "someone" }).success).toBe(false);
  expect(ListQuery.safeParse({ limitt: "5" }).success).toBe(false);
});

test("A007 content is a string", () => {
  for (const content of [undefined, 1, true, null, [], {}, ["a"]])
    expect(SendMessage.safeParse({ content }).success, JSON.stringify(content)).toBe(false);
});

test("A024 a number in a query is plain digits within its limits", () => {
  expect(MessagesQuery.parse({})).toEqual({ limit: PAGE_DEFAULT });
  expect(MessagesQuery.parse({ before: "10", limit: String(PAGE_MAX) })).toEqual({
    before: 10,
    limit: PAGE_MAX,
  });
  expect(EventsQuery.parse({ after: "0" })).toEqual({ after: 0, limit: EVENTS_PAGE_MAX });
  for (const limit of [
    "0",
    "-1",
    String(PAGE_MAX + 1),
    "1e9",
    "1e400",
    "abc",
    "1.5",
    "7x",
    " 7",
    "",
    "+7",
    "0x10",
    "007",
  ])
    expect(ListQuery.safeParse({ limit }).success, limit).toBe(false);
  for (const before of ["0", "-1", "9007199254740992", "99999999999999999"])
    expect(MessagesQuery.safeParse({ before }).success, before).toBe(false);
  expect(ListQuery.safeParse({ limit: ["1", "2"] }).success).toBe(false);
});

test("before and around exclude each other", () => {
  expect(MessagesQuery.safeParse({ before: "2", around: "2" }).success).toBe(false);
});
