import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type Express } from "express";
import { securityHeaders } from "../../server/src/security-headers.ts";
import { asQuestion } from "./as-question.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A form that is sent before its page has come to life is a POST, so that no password gets into an address. */
const METHODS = ["GET", "HEAD", "POST"];

/**
 * What every answer of the web app has in common, redirects, errors and files included (A055): the headers of the API's
 * answers, of which a page replaces the content security policy by one with a nonce (proxy.ts), and the methods (A021).
 *
 * @param answer gives the pages and files
 */
export function webApp(answer: Answer, { https }: { https: boolean }): Express {
  const app = express();
  app.disable("x-powered-by");
  const secure = securityHeaders({ https });
  app.use((request, response) => {
    secure(response);
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (!METHODS.includes(request.method)) {
      response.setHeader("Allow", METHODS.join(", "));
      response.status(405).end();
    } else if (asQuestion(request)) return answer(request, response);
    else response.status(400).end();
    return undefined;
  });
  return app;
}
