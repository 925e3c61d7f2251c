import { expect, test } from "vitest";
import { appearanceFrom, attributeOf, cookieOf } from "./appearance.ts";

test("U99 the look comes from cookies, and what is unknown there chooses nothing", () => {
  const cookies = new Map([
    [cookieOf("theme"), "dark"],
    [cookieOf("contrast"), "shrill"],
    [cookieOf("text"), "largest"],
  ]);
  const appearance = appearanceFrom((name) => cookies.get(name));
  expect(appearance).toEqual({ theme: "dark", contrast: "system", text: "largest" });
  expect([attributeOf("theme", appearance.theme), attributeOf("contrast", appearance.contrast)]).toEqual([
    "dark",
    undefined,
  ]);
});
