import { describe, expect, it } from "vitest";
import { credentialProblems } from "./credential-problems";

const right = { name: "Maya", email: "maya@example.com", password: "correct horse" };

describe("the forms before the conversation (A28)", () => {
  it("accept what is right", () => {
    expect(credentialProblems(right, true)).toEqual({});
    expect(credentialProblems({ email: right.email, password: "short" }, false)).toEqual({});
  });

  it.each([
    [{ ...right, name: " " }, "name", "Enter your name."],
    [{ ...right, name: "a".repeat(51) }, "name", "Your name must be at most 50 characters."],
    [{ ...right, email: "" }, "email", "Enter your email address."],
    [{ ...right, email: "maya" }, "email", "Enter an address like maya@example.com."],
    [{ ...right, password: "" }, "password", "Enter your password."],
    [{ ...right, password: "seven77" }, "password", "Use at least 8 characters; 1 more."],
  ] as const)("say at the field what is wrong with %j", (form, field, problem) => {
    expect(credentialProblems(form, true)).toEqual({ [field]: problem });
  });
});
