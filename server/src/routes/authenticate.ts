import type { Request } from "express";
import { AppError } from "../domain/app-error.ts";
import type { Session, Sessions } from "../domain/ports.ts";
import "./request.ts";

/** Nobody passes without a session; it alone says who is asking (G12). */
export function authenticate(sessions: Sessions): (request: Request) => Promise<void> {
  return async (request) => {
    // Not the web's Headers: making them costs more than finding out whose session it is.
    const session = await sessions.verify({ get: (name) => request.get(name) ?? null });
    if (session === undefined) throw new AppError("unauthenticated");
    request.session = session;
  };
}

export function sessionOf(request: Request): Session {
  if (request.session === undefined) throw new Error("this route is not behind authenticate");
  return request.session;
}
