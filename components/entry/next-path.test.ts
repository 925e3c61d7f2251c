import { describe, expect, it } from "vitest";
import { nextPath, signInPath } from "./next-path";

describe("coming back after signing in (U98)", () => {
  it("returns to the very page", () => {
    const path = signInPath("/messages", "with=m1");
    expect(nextPath(new URL(path, "http://localhost").searchParams.get("next"))).toBe("/messages?with=m1");
  });

  it("needs no parameter for the first page", () => {
    expect(signInPath("/messages", "")).toBe("/sign-in");
    expect(nextPath(null)).toBe("/messages");
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "messages",
    "",
  ])("never leads elsewhere: %j", (next) => {
    expect(nextPath(next)).toBe("/messages");
  });
});
