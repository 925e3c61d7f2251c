import type { Request } from "express";
import { AppError } from "../domain/app-error.ts";
import { isBearer } from "./bearer.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** The browser itself says that no other site is behind the request. */
const OWN_SITES = new Set(["same-origin", "none"]);

/**
 * Keeps other sites from using the cookie that a browser adds by itself (R4). A request with a bearer token needs no
 * such proof: no site can make a browser send one.
 */
export function originCheck(webOrigins: readonly string[]): (request: Request) => undefined {
  const allowed = new Set(webOrigins);
  return (request) => {
    if (!SAFE_METHODS.has(request.method) && !isOwn(request, allowed))
      throw new AppError("origin_not_allowed");
    return undefined;
  };
}

function isOwn(request: Request, allowed: ReadonlySet<string>): boolean {
  if (isBearer(request.get("authorization"))) return true;
  const origin = request.get("origin");
  if (origin !== undefined) return allowed.has(origin);
  const site = request.get("sec-fetch-site");
  if (site !== undefined) return OWN_SITES.has(site);
  return request.get("cookie") === undefined;
}
