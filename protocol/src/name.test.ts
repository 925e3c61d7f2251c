import { describe, expect, test } from "vitest";
import { Bio, Name } from "./models.ts";
import { nameProblem } from "./name.ts";

describe("what can be a person's name", () => {
  test.each([
    "Maya",
    "Nguyễn Thị Ánh",
    "José-Luis O'Neill",
    "王小明",
    "王 Maya",
    "עדה לאבלייס",
    "Мария Ivanova",
    "Anna-Мария",
    "X Æ 12",
    "علی\u200cرضا",
    "ශ්\u200dරී",
    "Maya ❤\ufe0f",
    "🧗🏿\u200d♀\ufe0f",
  ])("%s", (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  test.each(["", "   ", "\n"])("R7 nothing but white space is none (%#)", (name) => {
    expect(nameProblem(name)).toBe("must not be empty");
  });

  test.each([
    ["NUL", "Ma\u0000ya"],
    ["a line end", "Maya\nAdmin"],
    ["a line separator", "Maya\u2028Admin"],
    ["a lone surrogate", "Maya\ud800"],
    ["a private code point", "Maya\ue000"],
  ])("A115 A116 %s cannot be in one", (_, name) => {
    expect(nameProblem(name)).toBe("must not contain hidden or control characters");
  });

  test.each([
    ["a zero-width space", "Ad\u200bmin"],
    ["a joiner between Latin letters", "Ad\u200cmin"],
    ["a joiner at the end", "علی\u200c"],
    ["two joiners", "علی\u200c\u200cرضا"],
    ["a variation of a letter", "Maya\ufe0f"],
    ["a right-to-left override", "\u202eayaM"],
    ["a bidi isolate", "Maya\u2066"],
    ["a soft hyphen", "Ma\u00adya"],
    ["a Hangul filler", "Maya\u3164"],
    ["a tag character", "Maya\u{e0041}"],
    ["a blank Braille cell", "\u2800"],
  ])("A120 %s cannot be in one", (_, name) => {
    expect(nameProblem(name)).toBe("must not contain hidden or control characters");
  });

  test.each(["\u0410dmin", "Adm\u0456n", "\u0391dmin", "M\u0430\u04af\u0430"])(
    "A120 a homoglyph of another alphabet cannot be in one: %s",
    (name) => {
      expect(nameProblem(name)).toBe("must not mix alphabets within a word");
    },
  );

  test("A120 combining marks cannot pile up", () => {
    expect(nameProblem(`a${"\u0301".repeat(300)}`)).toBe("must not pile up combining marks");
    expect(nameProblem("Việt")).toBeUndefined();
  });

  test("R7 fifty characters as a reader counts them can, fifty-one cannot", () => {
    for (const letter of ["a", "語", "👍🏿", "e\u0323\u0302"]) {
      expect(nameProblem(letter.repeat(50))).toBeUndefined();
      expect(nameProblem(letter.repeat(51))).toBe("must be at most 50 characters");
    }
    expect(nameProblem("a".repeat(1_000_000))).toBe("must be at most 50 characters");
  });

  test("A117 R7 it is kept trimmed and in one normal form", () => {
    expect(Name.parse("  Ame\u0301lie ")).toBe("Am\u00e9lie");
  });
});

test("A115 A116 a description of oneself is well-formed, and at most 500 characters", () => {
  expect(Bio.parse("👍".repeat(500))).toBe("👍".repeat(500));
  expect(Bio.safeParse("a".repeat(501)).success).toBe(false);
  for (const text of ["a\u0000", "\ud800"]) expect(Bio.safeParse(text).success).toBe(false);
});
