import { describe, expect, it } from "vitest";
import { isSendable, lengthWords } from "./length-words";

describe("the length of a draft (U51)", () => {
  it("is not mentioned while there is room", () => {
    expect(lengthWords("a".repeat(3_599))).toBeUndefined();
  });

  it("is counted down from nine tenths on, in code points", () => {
    expect(lengthWords("a".repeat(3_600))).toEqual({ text: "400 left", over: false });
    expect(lengthWords("👍".repeat(4_000))).toEqual({ text: "0 left", over: false });
  });

  it("is explained when it is too much", () => {
    expect(lengthWords("a".repeat(4_002))).toEqual({
      text: "2 too many. A message has at most 4000 characters.",
      over: true,
    });
    expect(isSendable("a".repeat(4_001))).toBe(false);
  });

  it.each(["", "  \n ", "\u200b"])("nothing visible is nothing to send: %j", (draft) => {
    expect(isSendable(draft)).toBe(false);
  });
});
