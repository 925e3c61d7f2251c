import type { Problem } from "@duologue/protocol/errors";
import { expect } from "vitest";

/** The problem that a response carries; fails the test when its form is not that of every error answer (R1). */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({
    type: `urn:duologue:error:${problem.code}`,
    status: response.status,
    title: expect.any(String),
    detail: expect.any(String),
    requestId: response.headers.get("x-request-id"),
  });
  return problem;
}

/** Status and code in one value, for tables of cases. */
export async function refusal(response: Response): Promise<string> {
  const { code } = await problemOf(response);
  return `${response.status} ${code}`;
}
