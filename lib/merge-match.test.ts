import { describe, expect, test } from "vitest";
import { mergeMatch, withMessage } from "./merge-match.ts";
import { isoAt, match, message } from "./support/sample.ts";

const older = match({ head: 4, lastMessage: message(4), unreadCount: 4 });
const newer = match({
  head: 6,
  lastMessage: message(6),
  unreadCount: 1,
  readSeq: 5,
  peerReadSeq: 3,
  peerReadAt: isoAt(9),
});

describe("two states of a match", () => {
  test("give the same whichever comes first", () => {
    expect(mergeMatch(older, newer)).toEqual(newer);
    expect(mergeMatch(newer, older)).toBe(newer);
  });

  test("that say the same are the same object", () => {
    expect(mergeMatch(newer, structuredClone(newer))).toBe(newer);
  });

  test("keep every mark at its highest", () => {
    const marks = match({ head: 5, readSeq: 5, peerDeliveredSeq: 5 });
    expect(mergeMatch(newer, marks)).toMatchObject({
      head: 6,
      readSeq: 5,
      peerDeliveredSeq: 5,
      peerReadSeq: 3,
    });
  });

  test("count what is unread by the one that knows more", () => {
    const read = { ...older, readSeq: 4, unreadCount: 0 };
    expect(mergeMatch(older, read).unreadCount).toBe(0);
    expect(mergeMatch(read, older).unreadCount).toBe(0);
  });

  test("stay closed once closed", () => {
    expect(mergeMatch({ ...newer, status: "closed" }, older).status).toBe("closed");
    expect(mergeMatch(older, { ...newer, status: "closed" }).status).toBe("closed");
  });

  test("show a peer's new name", () => {
    const renamed = { ...newer, peer: { ...newer.peer, name: "Robert" } };
    expect(mergeMatch(newer, renamed).peer.name).toBe("Robert");
  });
});

describe("a message of a match", () => {
  test("becomes its last, with the count that came along", () => {
    expect(withMessage(older, message(5), 5)).toMatchObject({
      head: 5,
      unreadCount: 5,
      lastMessage: { seq: 5 },
    });
  });

  test("that is old changes nothing", () => {
    expect(withMessage(newer, message(5), 9)).toBe(newer);
  });

  test("without a count leaves the count", () => {
    expect(withMessage(older, message(5))).toMatchObject({ head: 5, unreadCount: 4 });
  });
});
