import type { IncomingMessage } from "node:http";
import { personalRoom } from "@duologue/protocol/rooms";
import type { Registry } from "prom-client";
import type { Domain } from "../domain/domain.ts";
import type { Clock, OpenBudget, Random, Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import { answerBadHandshakes } from "./answer-bad-handshakes.ts";
import { Authenticator } from "./authenticator.ts";
import { bind, type Door } from "./bind.ts";
import type { ChatServer, ChatSocket, EngineConnection } from "./chat-socket.ts";
import { ConnectionGuard, type GuardOptions } from "./connection-guard.ts";
import { Connections } from "./connections.ts";
import { farewell } from "./farewell.ts";
import { guardEngine } from "./guard-engine.ts";
import { InboundBudget } from "./inbound-budget.ts";
import { createReceivers } from "./receivers.ts";
import { socketLimits } from "./socket-limits.ts";
import { createSocketMetrics, type SocketMetrics } from "./socket-metrics.ts";
import { socketProblem } from "./socket-problem.ts";
import { watchSessions } from "./watch-sessions.ts";

const CONNECTS = {
  points: socketLimits.connectsPerUserAndMinute,
  seconds: 60,
  detail: "Too many new connections",
};

interface SocketsOptions {
  io: ChatServer;
  domain: Domain;
  sessions: Sessions;
  webOrigins: readonly string[];
  /** off: no rates, but the caps on what one connection or person may hold stay */
  rateLimits: boolean;
  /** whether browsers find this server by https */
  https: boolean;
  /** Spends from the budget of sends that HTTP spends from too. @throws AppError `rate_limited` */
  spendSend: (userId: string) => Promise<void>;
  openBudget: OpenBudget;
  /** of the client, as the connection or a trusted proxy has it */
  addressOf: (request: IncomingMessage) => string;
  clock: Clock;
  random: Random;
  log: Log;
  registry: Registry;
}

export interface Sockets {
  /** Refuses new connections, says farewell to all and closes them; 2 s at most. The HTTP server stays its owner's. */
  close(): Promise<void>;
}

/** Opens the socket server for clients: from here on everything that reaches it is guarded, proved and counted. */
export function attachSockets(options: SocketsOptions): Sockets {
  const { io, registry } = options;
  const parts = {
    ...options,
    connections: new Connections(),
    inbound: new InboundBudget(options.clock),
    metrics: createSocketMetrics(registry),
  };
  let isStopping = false;
  guardEngine({ ...parts, isStopping: () => isStopping });
  io.engine.on("connection", accepting(parts));
  requireSession(parts);
  const door = { ...parts, receivers: createReceivers(options) };
  io.on("connection", (socket) => welcome(socket, { ...parts, door }));
  const stopWatching = watchSessions(parts);
  return {
    async close() {
      isStopping = true;
      stopWatching();
      await farewell(parts);
      io.engine.close();
    },
  };
}

interface Parts extends SocketsOptions {
  connections: Connections;
  inbound: InboundBudget;
  metrics: SocketMetrics;
}

/** What happens to each connection, with as little of its own as it can do with. */
function accepting({ connections, inbound, addressOf, clock, log, rateLimits, metrics }: Parts) {
  const bounds: GuardOptions = {
    clock,
    rateLimits,
    takeBytes: (connection, bytes) => inbound.take(connections.countsFor(connection), bytes),
    onCut: (reason) => metrics.cut.inc({ reason }),
  };
  const answerBadHandshake = answerBadHandshakes(log);
  return (connection: EngineConnection): void => {
    const guard = new ConnectionGuard(connection, bounds);
    connections.opened(connection, addressOf(connection.request));
    connection.on("close", (reason: string) => {
      connections.closed(connection);
      guard.ended(reason);
    });
    guard.begin();
    connection.on("packet", answerBadHandshake);
  };
}

function requireSession(parts: Parts): void {
  const { io, rateLimits, openBudget, log, metrics } = parts;
  const connects = rateLimits ? openBudget("connects", CONNECTS) : undefined;
  const authenticator = new Authenticator({ ...parts, connects });
  io.use((socket, next) => {
    authenticator.authenticate(socket).then(
      () => next(),
      (error: unknown) => {
        const problem = socketProblem(error, log);
        metrics.refused.inc({ code: problem.code });
        next(Object.assign(new Error(problem.code), { data: problem }));
      },
    );
  });
}

function welcome(
  socket: ChatSocket,
  { domain, connections, log, metrics, door }: Parts & { door: Door },
): void {
  const { userId } = socket.data;
  forgetHandshake(socket);
  bind(socket, door);
  metrics.connected.inc();
  socket.on("disconnect", () => {
    metrics.connected.dec();
    connections.remove(socket);
    // One connection carries one session: without its socket it would stay open and belong to nobody.
    socket.conn.close();
    quietly(log, () => {
      domain.presence.disconnected(userId);
      if (connections.ofUser(userId) === 0) domain.typing.stopped(userId);
    });
  });
  quietly(log, () => {
    void socket.join(personalRoom(userId));
    domain.presence.connected(userId, (state) => socket.emit("presence", state));
  });
}

/** Socket.IO calls its listeners where nobody catches: what they throw would end the process (G14). */
function quietly(log: Log, act: () => void): void {
  try {
    act();
  } catch (error) {
    log.error({ error }, "a socket's coming or going could not be noted");
  }
}

/** One for all: three empty objects for every idle socket would be memory for nothing. */
const NOTHING = Object.freeze({});
const FORGOTTEN = { headers: NOTHING, query: NOTHING, auth: NOTHING };

/** The handshake's request, headers and token are kilobytes for every idle socket, and secrets: nobody needs them any more. */
function forgetHandshake(socket: ChatSocket): void {
  Object.assign(socket.handshake, FORGOTTEN);
  // Not deleted: that would turn the connection into a dictionary, larger and several times slower to use.
  Object.assign(socket.conn, { request: undefined });
}
