import { expect, test } from "vitest";
import { isolate } from "./isolate.ts";

test.each([
  ["Maya", "Maya"],
  ["Zoë 🚀 李", "Zoë 🚀 李"],
  ["مايا", "\u2068مايا\u2069"],
  ["Maya מאיה", "\u2068Maya מאיה\u2069"],
  ["\u202eevil", "\u2068\u202eevil\u2069"],
  ["a\u2069b\u202e", "\u2068ab\u202e\u2069"],
])("U63 inside a sentence %j is %j: what turns the direction ends where the text ends", (text, isolated) => {
  expect(isolate(text)).toBe(isolated);
});
