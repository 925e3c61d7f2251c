import { type ErrorCode, errors } from "@duologue/protocol/errors";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./domain/app-error.ts";
import { toProblem } from "./problem.ts";
import { validated } from "./validated.ts";

describe("a problem", () => {
  const codes = (Object.keys(errors) as ErrorCode[]).filter((code) => code !== "internal");
  test.each(codes)("of %s has its status and title", (code) => {
    const { problem, unexpected } = toProblem(new AppError(code, "why"), "request1");
    expect(problem).toEqual({
      type: `urn:duologue:error:${code}`,
      title: errors[code].title,
      status: errors[code].status,
      detail: "why",
      code,
      requestId: "request1",
    });
    expect(unexpected).toBe(false);
  });

  test.each([
    new Error("disk /var/secret"),
    "a string",
    undefined,
    new AppError("internal", "SELECT secret"),
  ])("of what nobody foresaw says nothing about it (A137)", (error) => {
    const { problem, unexpected } = toProblem(error, "request1");
    expect(problem).toMatchObject({ code: "internal", status: 500 });
    expect(problem.detail).toContain("request1");
    expect(JSON.stringify(problem)).not.toContain("secret");
    expect(unexpected).toBe(true);
  });

  test("says when to come back, in whole seconds and never at once", () => {
    const wait = (retryAfter?: number) =>
      toProblem(new AppError("rate_limited", undefined, retryAfter === undefined ? {} : { retryAfter }), "r")
        .retryAfter;
    expect([wait(), wait(0), wait(0.2), wait(1.5)]).toEqual([1, 1, 1, 2]);
    expect(toProblem(new AppError("not_found"), "r").retryAfter).toBeUndefined();
  });
});

describe("validation", () => {
  const schema = z.strictObject({ name: z.string(), inner: z.strictObject({ count: z.int() }) });

  test("gives what the schema makes of the input", () => {
    expect(validated(z.string().transform(Number), "7")).toBe(7);
  });

  test("names every wrong member and repeats nothing of the input (R1)", () => {
    const input = { name: 7, inner: { count: "canary", canary: 1 }, "<canary>": 1 };
    const refused = () => validated(schema, input);
    expect(refused).toThrow(AppError);
    try {
      refused();
    } catch (error) {
      const { problem } = toProblem(error, "r");
      expect(problem.errors?.map(({ path }) => path).sort()).toEqual(["", "inner", "inner.count", "name"]);
      expect(JSON.stringify(problem)).not.toContain("canary");
    }
  });
});
