import cors from "cors";
import type { RequestHandler } from "express";

/** A browser asks before each cross-origin call at most once in this time. */
const PREFLIGHT_VALID_S = 600;

/** Lets pages of exactly these origins read the answers, with the session cookie. */
export function crossOrigin(webOrigins: readonly string[]): RequestHandler {
  const answer = cors({
    origin: [...webOrigins],
    credentials: true,
    methods: ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "X-Request-Id", "Traceparent"],
    exposedHeaders: ["set-auth-token", "Retry-After", "X-Request-Id"],
    maxAge: PREFLIGHT_VALID_S,
  });
  return (request, response, next) => {
    if (request.headers.origin !== undefined) return answer(request, response, next);
    // No page asks. What one is answered differs all the same, for whoever keeps answers.
    response.setHeader("Vary", "Origin");
    return next();
  };
}
