import { type IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "../domain/app-error.ts";
import type { Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import { securityHeaders } from "../security-headers.ts";
import type { ChatServer } from "./chat-socket.ts";
import type { Connections } from "./connections.ts";
import { headerCredentials } from "./handshake-credentials.ts";
import { refuseRequest } from "./refuse-request.ts";
import { socketLimits } from "./socket-limits.ts";
import type { SocketMetrics } from "./socket-metrics.ts";
import { socketProblem } from "./socket-problem.ts";

/** Socket.IO's own, which every client knows. */
const PATH = "/socket.io/";

interface EngineGuardOptions {
  io: ChatServer;
  connections: Connections;
  sessions: Sessions;
  webOrigins: readonly string[];
  rateLimits: boolean;
  /** whether browsers find this server by https */
  https: boolean;
  /** of the client, as the connection or a trusted proxy has it */
  addressOf: (request: IncomingMessage) => string;
  isStopping: () => boolean;
  log: Log;
  metrics: SocketMetrics;
}

/** Stands before every request of the engine, polls and upgrades alike: CORS does not guard WebSockets. */
export function guardEngine(options: EngineGuardOptions): void {
  const origins = new Set(options.webOrigins);
  const secure = securityHeaders(options);
  options.io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    // The answer to an upgrade is no page, and costs every connection.
    if (response instanceof ServerResponse) secure(response);
    response.setHeader("Cache-Control", "no-store");
    admit({ request, response }, origins, options).then(
      () => {
        if (!(response instanceof ServerResponse)) letGoOfRequest(response);
        // Its body may have been refused meanwhile.
        else if (response.headersSent) return;
        next();
      },
      (error: unknown) => {
        const problem = socketProblem(error, options.log);
        options.metrics.refused.inc({ code: problem.code });
        refuseRequest(request, response, problem);
      },
    );
  });
}

/**
 * The engine leaves what stands for the answer to an upgrade with the connection until it ends, and in it the request:
 * kilobytes for every idle WebSocket. Nobody after this sets a header through it.
 */
function letGoOfRequest(response: ServerResponse): void {
  Object.assign(response, { req: undefined });
}

interface Asked {
  request: IncomingMessage;
  /** of an upgrade: something else */
  response: unknown;
}

async function admit(
  { request, response }: Asked,
  origins: ReadonlySet<string>,
  options: EngineGuardOptions,
): Promise<void> {
  const { origin } = request.headers;
  if (request.method !== "GET" && request.method !== "POST") throw new AppError("method_not_allowed");
  if (origin !== undefined && !origins.has(origin)) throw new AppError("origin_not_allowed");
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://engine");
  // The engine answers below its path too, and knows nothing there.
  if (pathname !== PATH) throw new AppError("not_found");
  // Answers that are scripts are for browsers of long ago, and for pages that may not read ours.
  if (query.has("j"))
    throw new AppError("validation_failed", "Polling is answered with text, not with a script");
  const engineId = engineIdOf(query);
  if (engineId === undefined) requireRoom({ request, response }, options);
  else await requireSameSession(request, engineId, options);
}

/** The last one counts, as it does for the engine: it must not look at another connection than this guard. */
function engineIdOf(query: URLSearchParams): string | undefined {
  return query.getAll("sid").at(-1) || undefined;
}

function requireRoom({ request, response }: Asked, options: EngineGuardOptions): void {
  const { connections, rateLimits } = options;
  if (options.isStopping()) throw new AppError("unavailable", "This server is stopping");
  const address = options.addressOf(request);
  if (rateLimits && connections.anonymousAt(address) >= socketLimits.unauthenticatedPerAddress)
    throw new AppError("rate_limited", "Too many connections without a session from this address");
  // At once, because any number of handshakes may come in one go, and the engine opens none of them right away.
  const ends = response instanceof ServerResponse ? [response, request.socket] : [request.socket];
  connections.expect(request, address, ends);
}

/**
 * An engine id is no proof of who is asking: it travels in URLs. Who proved a session by header goes on proving it
 * with every request; browsers cannot send a token from `auth.token` this way, so those connections rest on the id.
 */
async function requireSameSession(
  request: IncomingMessage,
  engineId: string,
  { connections, sessions }: EngineGuardOptions,
): Promise<void> {
  const expected = connections.sessionToProve(engineId);
  if (expected === undefined) return;
  const proof = headerCredentials(request.headers);
  const session = proof && (await sessions.verify(proof));
  if (session?.id !== expected) throw new AppError("unauthenticated");
}
