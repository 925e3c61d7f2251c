import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentLength, contentProblem } from "./content.ts";
import { CONTENT_MAX_CODE_POINTS } from "./limits.ts";
import { Content } from "./models.ts";

describe("what can be a message", () => {
  test.each([
    ["nothing", ""],
    ["spaces", "   "],
    ["line ends and tabs", "\n\t\r"],
    ["zero-width spaces", "\u200b\u200b"],
    ["blank Braille cells", "\u2800"],
    ["Hangul fillers", "\u3164"],
    ["joiners and variation selectors", "\u200d\ufe0f"],
    ["halfwidth Hangul fillers", "\uffa0"],
    ["tags", "\u{e0041}\u{e007f}"],
    ["controls", "\u0001\u0085\u009f"],
    ["marks of annotation", "\ufff9\ufffb"],
    ["a mixture of them", " \u200b\n\u2800\u3164"],
  ])("A009 %s cannot", (_, text) => {
    expect(contentProblem(text)).toBe("must contain something visible");
  });

  test("A009 no code point that Unicode calls ignorable or white space can, alone or among others", () => {
    const blank: string[] = [];
    for (let code = 1; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (/\p{Default_Ignorable_Code_Point}|\p{White_Space}/u.test(character)) blank.push(character);
    }
    // Unicode has had 4174 ignorable and 25 white ones since 5.2 or so; new versions may add some.
    expect(blank.length).toBeGreaterThan(4_190);
    expect(blank.filter((character) => contentProblem(character) === undefined)).toEqual([]);
    expect(contentProblem(blank.slice(-4_000).join(""))).toBe("must contain something visible");
  });

  test("A010 4000 code points can, 4001 cannot, whatever they weigh", () => {
    for (const letter of ["a", "ä", "語", "👍"]) {
      expect(contentProblem(letter.repeat(4_000))).toBeUndefined();
      expect(contentProblem(letter.repeat(4_001))).toBe("must be at most 4000 characters");
    }
  });

  test("A010 white space around a message does not count as its characters, but its bytes have a limit", () => {
    expect(contentProblem(` ${"a".repeat(4_000)}\n`)).toBeUndefined();
    expect(contentProblem(`a${" ".repeat(16_383)}`)).toBeUndefined();
    expect(contentProblem(`a${" ".repeat(16_384)}`)).toBe("must be at most 16384 bytes");
  });

  test("A115 NUL cannot be in one", () => {
    expect(contentProblem("a\u0000b")).toBe("must not contain the NUL character");
  });

  test.each(["\ud800", "a\udfff", "\udc00\ud800"])("A116 a lone surrogate cannot be in one (%#)", (text) => {
    expect(contentProblem(text)).toBe("must be well-formed Unicode");
  });

  test.each([
    ["a family of joined emoji", "👨‍👩‍👧‍👦"],
    ["flags and skin tones", "🇺🇦 👍🏿"],
    ["three directions in one line", "שלום salaam سلام"],
    ["both normal forms", "é e\u0301"],
    ["white space around it", "  two spaces \n"],
    ["markup", "<script>alert(1)</script>"],
    ["a right-to-left override", "\u202ereversed"],
  ])("A117 R3 %s is taken as it is", (_, text) => {
    expect(Content.parse(text)).toBe(text);
  });

  test("A118 a letter with 3999 combining marks is one", () => {
    expect(contentProblem(`a${"\u0301".repeat(3_999)}`)).toBeUndefined();
  });

  test("R3 nothing that is accepted is changed, longer than the limit, or blank", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        const result = Content.safeParse(text);
        expect(result.success).toBe(contentProblem(text) === undefined);
        if (!result.success) return;
        expect(result.data).toBe(text);
        expect(text.trim()).not.toBe("");
        expect(contentLength(text)).toBeLessThanOrEqual(CONTENT_MAX_CODE_POINTS);
      }),
    );
  });
});

test("U51 the length that a writer is shown is the one that the limit means", () => {
  expect(contentLength(" 👨‍👩‍👧 ")).toBe(5);
  expect(contentLength("abc\n")).toBe(3);
});
