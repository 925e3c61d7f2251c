import { describe, expect, test } from "vitest";
import { handshakeCredentials } from "./handshake-credentials.ts";

const shown = (headers: Record<string, string>, token?: unknown) => {
  const proof = handshakeCredentials(headers, token);
  return proof && Object.fromEntries(proof);
};
const cookie = "session=abc";
const origin = "http://localhost:3000";

describe("R4 what proves a session at the handshake", () => {
  test("a cookie that one of our pages sent", () => {
    expect(shown({ cookie, origin })).toEqual({ cookie });
    expect(shown({ cookie, "sec-fetch-site": "same-origin" })).toEqual({ cookie });
  });

  test("not a cookie that nobody vouches for", () => {
    expect(shown({ cookie })).toBeUndefined();
    expect(shown({ cookie, "sec-fetch-site": "cross-site" })).toBeUndefined();
    expect(shown({ cookie, "sec-fetch-site": "same-site" })).toBeUndefined();
  });

  test("a bearer token from anywhere, in the header or beside it", () => {
    expect(shown({ authorization: "Bearer t" })).toEqual({ authorization: "Bearer t" });
    expect(shown({}, "t")).toEqual({ authorization: "Bearer t" });
    expect(shown({ cookie }, "t")).toEqual({ authorization: "Bearer t" });
    expect(shown({ authorization: "Bearer t" }, "t")).toEqual({ authorization: "Bearer t" });
  });

  test("a cookie and a token together are both shown: whoever checks them must see that they may differ", () => {
    expect(shown({ cookie, origin }, "t")).toEqual({ cookie, authorization: "Bearer t" });
  });

  test("two tokens prove nobody", () => {
    expect(shown({ authorization: "Bearer t" }, "u")).toBeUndefined();
  });

  test.each([{}, [], ["x"], 1, true, "", "two words", "line\nbreak", "ü", "x".repeat(4_097)])(
    "A075 a token that cannot be one is not overlooked in favour of the cookie: %j",
    (token) => {
      expect(shown({ cookie, origin }, token)).toBeUndefined();
    },
  );

  test("no token at all is none", () => {
    expect(shown({ cookie, origin }, null)).toEqual({ cookie });
    expect(shown({})).toBeUndefined();
  });
});
