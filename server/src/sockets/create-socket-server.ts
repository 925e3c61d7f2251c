import type { Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import { Server } from "socket.io";
import { ChatAdapter } from "./chat-adapter.ts";
import { ChatEngine } from "./chat-engine.ts";
import type { ChatServer } from "./chat-socket.ts";
import { requireUtf8 } from "./require-utf8.ts";
import { socketLimits } from "./socket-limits.ts";

/** Where every client of Socket.IO looks for it. */
const PATH = "/socket.io";

/**
 * Socket.IO on the HTTP server, for clients with default options: long polling, then a WebSocket. It takes over the
 * request listeners that are there already, so the HTTP routes have to be on the server first. Nobody can use it
 * before attachSockets() has guarded it.
 */
export function createSocketServer(httpServer: HttpServer, webOrigins: readonly string[]): ChatServer {
  // Between the upgrade and the WebSocket nobody else listens: a reset at that moment would end the process.
  httpServer.on("upgrade", (request, socket) => {
    socket.on("error", destroy);
    // The HTTP server's own time-out has ended with its hold on the connection; a WebSocket switches this one off.
    request.socket.setTimeout(socketLimits.upgradeTimeout).on("timeout", destroy);
  });
  const engine = new ChatEngine({
    cors: { origin: [...webOrigins], credentials: true },
    pingInterval: socketLimits.pingInterval,
    pingTimeout: socketLimits.pingTimeout,
    maxHttpBufferSize: socketLimits.packetBytes,
    // Compressing frames of this size costs more than it saves, and a small frame can inflate to a large one (A107).
    perMessageDeflate: false,
    httpCompression: false,
  });
  engine.attach(httpServer, { path: PATH });
  // Before the engine, which lets other things happen before it looks at a body.
  httpServer.prependListener("request", (request, response) => {
    if (request.method === "POST" && request.url?.startsWith(PATH)) requireUtf8(request, response);
  });
  const io: ChatServer = new Server({
    path: PATH,
    serveClient: false,
    adapter: ChatAdapter,
    connectTimeout: socketLimits.connectTimeout,
  });
  io.bind(engine);
  return io;
}

/** For all connections: what listens to one stays with it until its end. */
function destroy(this: Duplex): void {
  this.destroy();
}
