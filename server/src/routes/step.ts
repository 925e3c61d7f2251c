import type { Request, RequestHandler, Response } from "express";

/** Something that happens to a request on its way, and may refuse it by throwing or rejecting. */
export type Step = (request: Request, response: Response) => Promise<void> | undefined;

/** A step as one of Express's layers. */
export function layer(step: Step): RequestHandler {
  return (request, response, next) => {
    const under = step(request, response);
    if (under === undefined) return next();
    return under.then(() => next());
  };
}

/** Steps that wait for nothing, as one: each layer of Express costs as much as most of them. */
export function inOneGo(
  steps: readonly ((request: Request, response: Response) => void)[],
): (request: Request, response: Response) => undefined {
  return (request, response) => {
    for (const step of steps) step(request, response);
    return undefined;
  };
}
