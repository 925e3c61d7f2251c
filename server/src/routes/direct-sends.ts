import type { Request, RequestHandler, Response } from "express";
import type { Step } from "./step.ts";

const SEND = /^\/api\/messages\/([A-Za-z0-9_-]+)$/;
const PATTERN = "/api/messages/:matchId";

interface Way {
  /** what every request goes through, first of all */
  enter: (request: Request, response: Response) => undefined;
  crossOrigin: RequestHandler;
  /** what a send goes through on its way to its route */
  steps: readonly Step[];
  /** the route */
  answer: (request: Request, response: Response) => Promise<void>;
}

/**
 * The most frequent request goes past Express's routers, which cost more than all that they lead to: the same steps, one
 * after the other. Whatever is not plainly a send goes the usual way.
 */
export function directSends({ enter, crossOrigin, steps, answer }: Way): RequestHandler {
  const go = async (request: Request, response: Response) => {
    for (const step of steps) await step(request, response);
    await answer(request, response);
  };
  return (request, response, next) => {
    const matchId = request.method === "POST" ? SEND.exec(request.url)?.[1] : undefined;
    if (matchId === undefined) return next();
    request.pattern = PATTERN;
    request.params = { matchId };
    enter(request, response);
    crossOrigin(request, response, () => {
      go(request, response).catch(next);
    });
  };
}
