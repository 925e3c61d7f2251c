import type { Request, RequestHandler } from "express";
import { AppError } from "../domain/app-error.ts";
import type { Session, Sessions } from "../domain/ports.ts";
import { headersOf } from "./headers-of.ts";
import "./request.ts";

const PROOFS = ["authorization", "cookie"];

/** Nobody passes without a session; it alone says who is asking (G12). */
export function authenticate(sessions: Sessions): RequestHandler {
  return async (request, _response, next) => {
    const session = await sessions.verify(headersOf(request, PROOFS));
    if (session === undefined) throw new AppError("unauthenticated");
    request.session = session;
    next();
  };
}

export function sessionOf(request: Request): Session {
  if (request.session === undefined) throw new Error("this route is not behind authenticate");
  return request.session;
}
