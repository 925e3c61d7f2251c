import { once } from "node:events";
import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from "node:http";
import type { Clock, Random } from "./domain/ports.ts";
import { endUnbounded } from "./end-unbounded.ts";
import { refuseMalformed, refuseTunnel } from "./refuse-malformed.ts";

/** All in milliseconds; Node's own are minutes (A028, A030). */
const HEAD_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 30_000;
const TIMEOUTS_CHECKED_EVERY = 5_000;
/** A connection on which nothing moves in either direction. */
const SILENCE_TIMEOUT = 60_000;
/** Longer than the 60 s of common reverse proxies: they close first, so no request meets a closing connection. */
const KEEP_ALIVE_TIMEOUT = 65_000;

/** An Express app: it gives every request and answer that it handles a prototype of its own. */
interface App extends RequestListener {
  request: object;
  response: object;
}

interface HttpServerOptions {
  clock: Clock;
  random: Random;
  /** whether a connection is handed over for what this request asks */
  takesUpgrade?: (request: IncomingMessage) => boolean;
}

/** A connection that was handed over is watched by nobody here, so only the one kind is that has a taker. */
function isForSockets({ url, headers }: IncomingMessage): boolean {
  return url?.startsWith("/socket.io/") === true && headers.upgrade?.toLowerCase() === "websocket";
}

/** An HTTP server that can be told to finish what it began. Requests are refused until serve() gave them a listener. */
export class HttpServer {
  /** for Socket.IO, which listens for its own path */
  readonly server: Server;
  /** of this server alone, because they become what its app makes of them */
  readonly #born = { request: class extends IncomingMessage {}, response: class extends ServerResponse {} };
  readonly #clock: Clock;
  #listener: RequestListener = (_request, response) => response.writeHead(503).end();
  #inFlight = 0;
  #draining = false;
  #onIdle: () => void = () => {};

  constructor({ clock, random, takesUpgrade = isForSockets }: HttpServerOptions) {
    this.#clock = clock;
    this.server = createServer(
      {
        headersTimeout: HEAD_TIMEOUT,
        requestTimeout: REQUEST_TIMEOUT,
        keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
        connectionsCheckingInterval: TIMEOUTS_CHECKED_EVERY,
        IncomingMessage: this.#born.request,
        ServerResponse: this.#born.response,
        // Of two that must be one, such as Authorization, Node would believe the first; joined they are none.
        joinDuplicateHeaders: true,
        // What asks for another protocol, such as h2c, may be answered in this one (RFC 9110, 7.8).
        shouldUpgradeCallback: takesUpgrade,
      },
      (request, response) => {
        this.#inFlight += 1;
        response.once("close", () => this.#finished());
        this.#listener(request, response);
      },
    );
    this.server.setTimeout(SILENCE_TIMEOUT);
    // Requests that came in one go all listen for the connection's end; what limits them is not this.
    this.server.on("connection", (socket) => socket.setMaxListeners(0));
    this.server.on("clientError", (error, socket) => refuseMalformed(error, socket, random.id()));
    this.server.on("connect", (_request, socket) => {
      socket.on("error", () => socket.destroy());
      refuseTunnel(socket, random.id());
    });
    // Expectations that are not known may be overlooked (RFC 9110, 10.1.1); Node's refusal would have no headers of ours.
    this.server.on("checkExpectation", (request, response) => this.server.emit("request", request, response));
  }

  /**
   * Express changes the prototype of every request and answer, which costs the engine all that it has learned of their
   * shape. Here they are born with it, and its change is none.
   */
  serve(app: App): void {
    Object.setPrototypeOf(this.#born.request.prototype, app.request);
    Object.setPrototypeOf(this.#born.response.prototype, app.response);
    app.request = this.#born.request.prototype;
    app.response = this.#born.response.prototype;
    this.#listener = app;
    // Before Socket.IO, which by now takes its requests first.
    this.server.prependListener("request", (request: IncomingMessage, response: ServerResponse) =>
      endUnbounded(request, response, this.#clock),
    );
  }

  /** Resolves to the port, which is another one than asked for if that was 0. */
  async listen({ port, host }: { port: number; host: string }): Promise<number> {
    this.server.listen({ port, host });
    await once(this.server, "listening");
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the server listens on no port");
    return address.port;
  }

  /** Accepts no connection any more; resolves when the last request is answered, or after so many milliseconds. */
  async drain(milliseconds: number): Promise<void> {
    this.#draining = true;
    this.server.close();
    if (this.#inFlight === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onIdle = resolve;
    const cancel = this.#clock.after(milliseconds, resolve);
    await promise;
    cancel();
  }

  /** Cuts every connection. */
  async close(): Promise<void> {
    const closed = this.server.listening ? once(this.server, "close") : undefined;
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  #finished(): void {
    this.#inFlight -= 1;
    if (!this.#draining) return;
    // The connection counts as idle one turn after its answer.
    setImmediate(() => this.server.closeIdleConnections());
    if (this.#inFlight === 0) this.#onIdle();
  }
}
