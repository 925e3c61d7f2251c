import { errors } from "@duologue/protocol/errors";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { AppError } from "../domain/app-error.ts";
import type { Log } from "../log.ts";
import { type Failure, toProblem } from "../problem.ts";
import type { Answer } from "./route.ts";
import "./request.ts";

/** Says what Express's own json() would, without looking up the type of JSON for each answer. A text goes out with its head in one piece. */
export function reply(response: Response, { status, body }: Answer): void {
  response.statusCode = status;
  if (body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.end(text);
}

/** Whatever was thrown while a request was answered ends here, and only here becomes an answer. */
export function replyToErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const failure = toProblem(inOurWords(error), request.requestId);
    const record = { error, requestId: request.requestId };
    if (failure.unexpected) log.error(record, "a request failed");
    else if (failure.problem.code === "unavailable") log.warn(record, "a request could not be served");
    // Half an answer cannot be taken back; cutting the connection tells the client that it is half.
    if (response.headersSent) request.socket.destroy();
    else replyWithFailure(response, failure);
  };
}

function replyWithFailure(response: Response, { problem, retryAfter }: Failure): void {
  if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
  // The rest of what is too large is not waited for.
  if (problem.status === errors.payload_too_large.status) response.setHeader("Connection", "close");
  response.status(problem.status).setHeader("Content-Type", "application/problem+json");
  response.end(JSON.stringify(problem));
}

/** Unknown paths. */
export const notFound: RequestHandler = () => {
  throw new AppError("not_found");
};

/** The router cannot decode every path; its own words quote it. */
function inOurWords(error: unknown): unknown {
  return error instanceof URIError
    ? new AppError("validation_failed", "The path cannot be decoded", { cause: error })
    : error;
}
