import { errors, type Problem } from "@duologue/protocol/errors";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { AppError } from "../domain/app-error.ts";
import type { Log } from "../log.ts";
import { type Failure, toProblem } from "../problem.ts";
import type { Answer } from "./route.ts";
import "./request.ts";

export function reply(response: Response, { status, body }: Answer): void {
  response.status(status);
  if (body === undefined) response.end();
  else response.json(body);
}

/** Whatever was thrown while a request was answered ends here, and only here becomes an answer. */
export function replyToErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const failure = toProblem(inOurWords(error), request.requestId);
    if (failure.unexpected) log.error({ error, requestId: request.requestId }, "a request failed");
    // Half an answer cannot be taken back; cutting the connection tells the client that it is half.
    if (response.headersSent) request.socket.destroy();
    else replyWithFailure(response, failure);
  };
}

function replyWithFailure(response: Response, { problem, retryAfter }: Failure): void {
  if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
  // The rest of what is too large is not waited for.
  if (problem.status === errors.payload_too_large.status) response.setHeader("Connection", "close");
  replyWithProblem(response, problem);
}

export function replyWithProblem(response: Response, problem: Problem): void {
  response.status(problem.status).setHeader("Content-Type", "application/problem+json");
  response.end(JSON.stringify(problem));
}

/** Unknown paths. */
export const notFound: RequestHandler = () => {
  throw new AppError("not_found");
};

/** Errors of the framework and its body reader; their own texts quote the input. */
function inOurWords(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !("status" in error)) return error;
  const cause = error;
  switch (error.status) {
    case errors.payload_too_large.status:
      return new AppError("payload_too_large", undefined, { cause });
    case errors.unsupported_media_type.status:
      return new AppError("unsupported_media_type", undefined, { cause });
    case errors.validation_failed.status:
      return new AppError("validation_failed", "The path or the body cannot be read", { cause });
    default:
      return error;
  }
}
