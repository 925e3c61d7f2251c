import { expect, test } from "vitest";
import { isEmojiOnly } from "./is-emoji-only.ts";

test.each([
  "🎉",
  "👍🏽",
  "❤️",
  "👩‍🚀",
  "👨‍👩‍👧‍👦",
  "🏳️‍🌈",
  "🇸🇪",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "1️⃣",
  "☝🏽",
  "😀😃😄",
  " 😀 🎉\n❤️ ",
  "🧑🏽‍🤝‍🧑🏻",
  "❤️‍🔥",
])("%s is drawn large (U50)", (content) => expect(isEmojiOnly(content)).toBe(true));

test.each([
  "",
  "  ",
  "a",
  "1",
  "42",
  "#",
  "©",
  "™",
  "🎉!",
  "ok 👍",
  "😀😃😄😁",
  "🇸",
  "\u200D",
  "\uFE0F",
  "🏽a",
])("%j is a text like any other", (content) => expect(isEmojiOnly(content)).toBe(false));

test("a long message without an answer takes no time to refuse", () => {
  expect(isEmojiOnly(`${"👩\u200D".repeat(1_300)}x`)).toBe(false);
  expect(isEmojiOnly(`${" ".repeat(3_999)}x`)).toBe(false);
});
