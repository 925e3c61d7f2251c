import { expect, test } from "vitest";
import { OPENERS, withOpener } from "./openers.ts";

test.each([
  ["", "What brought you here?", "What brought you here?"],
  [OPENERS[0] ?? "", "What brought you here?", "What brought you here?"],
  ["Good morning,", "What brought you here?", "Good morning, What brought you here?"],
])("U92 a draft %j with an opener is %j %j: what somebody has written stays", (draft, opener, result) => {
  expect(withOpener(draft, opener)).toBe(result);
});
