import { describe, expect, test } from "vitest";
import { credentialsOf, NO_TOKEN } from "./credentials.ts";

const TOKEN = `${"aB3".repeat(10)}.${"x/+".repeat(14)}y=`;
const spelt = [...TOKEN].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("");

const bearerOf = (authorization: string) => credentialsOf(new Headers({ authorization }), "session").bearer;
const cookiesOf = (cookie: string) => credentialsOf(new Headers({ cookie }), "session").cookies;

describe("G14 one token has one form", () => {
  test.each([
    [`Bearer ${TOKEN}`],
    [`bearer ${TOKEN}`],
    [`Bearer ${" ".repeat(8_000)}${TOKEN}`],
    [`Bearer ${encodeURIComponent(TOKEN)}`],
    [`Bearer ${spelt}`],
  ])("in the header %.40s", (authorization) => {
    expect(bearerOf(authorization)).toBe(TOKEN);
  });

  test("in cookies, however often it is there", () => {
    expect(cookiesOf(`session=${TOKEN}; session= ${encodeURIComponent(TOKEN)} ; session=${spelt}`)).toEqual([
      TOKEN,
    ]);
  });

  test.each([
    ["nothing", ""],
    ["no signature", "abc"],
    ["another signature behind it", `${TOKEN}.${TOKEN}`],
    ["what no token is long enough for", `${"a".repeat(400)}${TOKEN}`],
    ["what cannot be decoded", "%zz"],
    ["two joined", `${TOKEN}, Bearer ${TOKEN}`],
  ])("%s is none, and still a claim", (_what, text) => {
    expect(bearerOf(`Bearer ${text}`)).toBe(NO_TOKEN);
    expect(cookiesOf(`session=${text}`)).toEqual([NO_TOKEN]);
  });
});
