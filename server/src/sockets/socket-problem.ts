import { randomUUID } from "node:crypto";
import type { Problem } from "@duologue/protocol/errors";
import type { Log } from "../log.ts";
import { toProblem } from "../problem.ts";

/** What a failure is called on a socket. A cause that nobody foresaw goes into the log under the problem's requestId. */
export function socketProblem(error: unknown, log: Log, context: Record<string, unknown> = {}): Problem {
  const requestId = randomUUID();
  const { problem, retryAfter, unexpected } = toProblem(error, requestId);
  if (unexpected) log.error({ error, requestId, ...context }, "a socket met an unexpected error");
  return retryAfter === undefined ? problem : { ...problem, retryAfter };
}
