import { type ErrorCode, errors, type Problem } from "@duologue/protocol/errors";
import { AppError } from "./domain/app-error.ts";

/** What a failed request or event is answered with. */
export interface Failure {
  problem: Problem;
  /** in whole seconds, for the client to wait before it tries again */
  retryAfter?: number;
  /** nobody foresaw this error: it belongs into the log, and its cause stays there */
  unexpected: boolean;
}

/** A client that is told to come back without being told when would come back at once. */
const RETRY_AFTER_DEFAULT_S = 1;

/**
 * The one door from anything that was thrown to what a client may know of it: an AppError says its code and its
 * detail, every other error says only that there was one and under which requestId its cause was logged.
 */
export function toProblem(error: unknown, requestId: string): Failure {
  if (!(error instanceof AppError) || error.code === "internal")
    return {
      problem: problemOf("internal", `Quote the requestId ${requestId} when you report this.`, requestId),
      unexpected: true,
    };
  const problem = problemOf(error.code, error.message, requestId);
  if (error.fields !== undefined) problem.errors = error.fields;
  const failure: Failure = { problem, unexpected: false };
  if (error.code === "rate_limited" || error.code === "unavailable")
    failure.retryAfter = Math.max(1, Math.ceil(error.retryAfter ?? RETRY_AFTER_DEFAULT_S));
  return failure;
}

export function problemOf(code: ErrorCode, detail: string, requestId: string): Problem {
  const { status, title } = errors[code];
  return { type: `urn:duologue:error:${code}`, title, status, detail, code, requestId };
}
