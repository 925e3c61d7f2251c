import { describe, expect, it } from "vitest";
import {
  type Announcement,
  type AnnouncementQueue,
  dequeue,
  enqueue,
  nothingToSay,
} from "./announcement-queue";

const message = (from: string, text: string): Announcement => ({
  topic: from,
  text: `${from}: ${text}`,
  many: (count) => `${count} new messages from ${from}`,
});

function everything(queue: AnnouncementQueue): string[] {
  const { said, rest } = dequeue(queue);
  return said === undefined ? [] : [said, ...everything(rest)];
}

describe("announcements (A32, A33)", () => {
  it("are said one after the other, in order", () => {
    const queue = [message("Maya", "hello"), message("Ben", "hi")].reduce(enqueue, nothingToSay);
    expect(everything(queue)).toEqual(["Maya: hello", "Ben: hi"]);
  });

  it("of one topic that wait together become a number", () => {
    const queue = [
      message("Maya", "a"),
      message("Ben", "b"),
      message("Maya", "c"),
      message("Maya", "d"),
    ].reduce(enqueue, nothingToSay);
    expect(everything(queue)).toEqual(["3 new messages from Maya", "Ben: b"]);
  });

  it("that tell of several at once count as so many", () => {
    const queue = [{ ...message("Maya", "a"), count: 20 }, message("Maya", "b")].reduce(
      enqueue,
      nothingToSay,
    );
    expect(everything(queue)).toEqual(["21 new messages from Maya"]);
  });

  it("are over when all is said", () => {
    expect(dequeue(nothingToSay).said).toBeUndefined();
  });
});
