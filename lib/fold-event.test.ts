import { describe, expect, test } from "vitest";
import { foldEvent } from "./fold-event.ts";
import { event, isoAt, message } from "./support/sample.ts";

const original = message(1, { content: "before" });
const edit = event(2, "edit", { targetSeq: 1, content: "after" });
const deletion = event(3, "delete", { targetSeq: 1 });
const react = event(4, "react", { targetSeq: 1, emoji: "👍" });
const unreact = event(5, "unreact", { targetSeq: 1, emoji: "👍" });

describe("a message after", () => {
  test("an edit has the new text and the time of the edit", () => {
    expect(foldEvent(original, edit)).toEqual({ ...original, content: "after", editedAt: isoAt(2) });
  });

  test("a deletion is a tombstone that nothing changes any more", () => {
    const gone = foldEvent(foldEvent(original, react), deletion);
    expect(gone).toEqual({ ...original, content: null, deletedAt: isoAt(3) });
    for (const late of [edit, react, deletion]) expect(foldEvent(gone, late)).toBe(gone);
  });

  test("reactions has each person once for each sign", () => {
    const other = event(6, "react", { targetSeq: 1, emoji: "👍", actorId: "ann" });
    const both = foldEvent(foldEvent(original, react), other);
    expect(both.reactions).toEqual([{ emoji: "👍", userIds: ["bob", "ann"] }]);
    expect(foldEvent(both, unreact).reactions).toEqual([{ emoji: "👍", userIds: ["ann"] }]);
  });

  test("the last one took a sign back has no such sign", () => {
    expect(foldEvent(foldEvent(original, react), unreact).reactions).toEqual([]);
  });
});

test.each([edit, deletion, react, unreact])("G9 applying $kind again changes nothing", (change) => {
  const once = foldEvent(original, change);
  expect(foldEvent(once, change)).toBe(once);
});
