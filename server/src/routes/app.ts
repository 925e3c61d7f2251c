import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type Express, type Request, type Response } from "express";
import type { Domain } from "../domain/domain.ts";
import type { OpenBudget, Random, Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { neverKept, securityHeaders } from "../security-headers.ts";
import { authEndpoints, type HandleAccountCall } from "./auth.ts";
import { authenticate, sessionOf } from "./authenticate.ts";
import { crossOrigin } from "./cross-origin.ts";
import { directSends } from "./direct-sends.ts";
import { type HealthPorts, healthEndpoints } from "./health.ts";
import { jsonBody } from "./json-body.ts";
import { matchesRoutes } from "./matches.ts";
import { meRoutes } from "./me.ts";
import { messagesRoutes } from "./messages.ts";
import { observe } from "./observe.ts";
import { originCheck } from "./origin-check.ts";
import { peopleRoutes } from "./people.ts";
import { readingQueue } from "./reading-queue.ts";
import { notFound, reply, replyToErrors } from "./reply.ts";
import { requestBudget } from "./request-budget.ts";
import { requestId } from "./request-id.ts";
import type { Route } from "./route.ts";
import { type Endpoint, routerOf } from "./router-of.ts";
import { singleHost } from "./single-host.ts";
import { inOneGo, layer } from "./step.ts";
import { syncRoutes } from "./sync.ts";

export interface AppPorts {
  domain: Domain;
  sessions: Sessions;
  handleAccountCall: HandleAccountCall;
  health: HealthPorts;
  random: Random;
  metrics: Metrics;
  log: Log;
  webOrigins: readonly string[];
  /** of the client, as the connection or a trusted proxy has it */
  addressOf: (request: IncomingMessage) => string;
  /** @throws AppError `rate_limited` when the person has sent too much */
  spendSend: (userId: string) => Promise<void>;
  openBudget: OpenBudget;
  https: boolean;
  rateLimits: boolean;
  /** @throws AppError when the client has too many requests under way; undefined: nobody has */
  admit: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
}

/** The whole HTTP side. Everything below /api but the account calls is for people with a session. */
export function createApp(ports: AppPorts): Express {
  const app = express();
  app.set("case sensitive routing", true);
  app.set("strict routing", true);
  app.set("query parser", "simple");
  app.set("etag", false);
  app.disable("x-powered-by");
  const secure = securityHeaders(ports);
  const enter = inOneGo([
    requestId(ports.random),
    observe(ports),
    (_request, response) => secure(response),
    neverKept,
    singleHost,
    ...(ports.admit ? [ports.admit] : []),
  ]);
  const crossed = crossOrigin(ports.webOrigins);
  const isOwn = originCheck(ports.webOrigins);
  const known = [
    authenticate(ports.sessions),
    ...(ports.rateLimits ? [requestBudget(ports.openBudget)] : []),
  ];
  const routes = apiRoutes(ports.domain);
  const send = routes.find(({ sends }) => sends);
  if (send === undefined) throw new Error("there is no route that sends");
  app.use(
    directSends({
      enter,
      crossOrigin: crossed,
      steps: [isOwn, ...known, jsonBody],
      answer: answerOf(send, ports.spendSend),
    }),
  );
  app.use(layer(enter), crossed);
  app.use("/api", layer(isOwn));
  app.use("/api/auth", routerOf(authEndpoints(ports)), notFound);
  app.use("/api", ...known.map(layer), ...(ports.rateLimits ? [readingQueue()] : []));
  app.use("/api", routerOf(routes.map((route) => endpointOf(route, ports.spendSend))));
  app.use(routerOf(healthEndpoints(ports.health)));
  app.use(notFound, replyToErrors(ports.log));
  return app;
}

/** The operations of the contract, each with the file that is named like its path; first what is asked most. */
export function apiRoutes(domain: Domain): Route[] {
  return [
    ...messagesRoutes(domain.conversations),
    ...matchesRoutes(domain),
    ...syncRoutes(domain.matches),
    ...meRoutes(domain.people),
    ...peopleRoutes(domain.people),
  ];
}

function endpointOf(route: Route, spendSend: AppPorts["spendSend"]): Endpoint {
  const { method, path, takesBody } = route;
  return { method, path, handlers: [...(takesBody ? [layer(jsonBody)] : []), answerOf(route, spendSend)] };
}

function answerOf({ sends, handle }: Route, spendSend: AppPorts["spendSend"]) {
  return async (request: Request, response: Response): Promise<void> => {
    const { params, query, body } = request;
    const { userId } = sessionOf(request);
    if (sends) await spendSend(userId);
    reply(response, await handle({ userId, params, query, body }));
  };
}
