import { type RequestHandler, Router } from "express";
import { AppError } from "../domain/app-error.ts";
import type { Route } from "./route.ts";

export interface Endpoint {
  method: Route["method"];
  path: string;
  handlers: RequestHandler[];
}

/** A router of these endpoints that answers every other method on their paths with what is allowed there. */
export function routerOf(endpoints: readonly Endpoint[]): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, group] of Map.groupBy(endpoints, (endpoint) => endpoint.path)) {
    const route = router.route(path);
    for (const { method, handlers } of group) route[method](...handlers);
    route.all(methodNotAllowed(group.map(({ method }) => method)));
  }
  return router;
}

function methodNotAllowed(methods: readonly Route["method"][]): RequestHandler {
  const allow = [...(methods.includes("get") ? ["HEAD"] : []), ...methods, "OPTIONS"]
    .join(", ")
    .toUpperCase();
  return (_request, response) => {
    response.setHeader("Allow", allow);
    throw new AppError("method_not_allowed");
  };
}
