import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { Affinity } from "./affinity.ts";
import { NodePool, type PoolNode } from "./node-pool.ts";

const OPENING_MAX_BYTES = 4_096;

/**
 * One address in front of several nodes, for trying things and for tests: each request goes to the next
 * node that wants work, WebSockets included. What was sent to a node once is never sent to another: whether to try
 * again is the client's to decide.
 */
export class Balancer {
  readonly #pool: NodePool;
  readonly #affinity = new Affinity<PoolNode>();
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(pool: NodePool) {
    this.#pool = pool;
    this.#server = createServer((incoming, answer) => void this.#forward(incoming, answer));
    this.#server.on("upgrade", (incoming, socket, head) => void this.#join(incoming, socket, head));
  }

  /** @param nodes their URLs. @param at port and address to listen at; port 0: any that is free */
  static async open(nodes: readonly string[], at: { port: number; host: string }): Promise<Balancer> {
    const pool = new NodePool(nodes);
    const balancer = new Balancer(pool);
    balancer.#server.listen(at);
    await once(balancer.#server, "listening");
    pool.watch();
    return balancer;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the balancer has no port");
    return address.port;
  }

  async close(): Promise<void> {
    this.#pool.stop();
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #forward(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = incoming.url ?? "/";
    const taken = await this.#connect(url);
    if (taken === undefined) return void answer.writeHead(503, { "Retry-After": "1" }).end();
    const { node, socket } = taken;
    const outgoing = request({
      createConnection: () => socket,
      method: incoming.method ?? "GET",
      path: url,
      headers: forwarded(incoming),
    });
    outgoing.once("response", (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      if (this.#affinity.isOpening(url)) this.#learn(node, response);
      response.pipe(answer);
      response.once("error", () => answer.destroy());
    });
    outgoing.once("error", () => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    // Whoever asked does not wait any more.
    answer.once("close", () => socket.destroy());
    incoming.pipe(outgoing);
  }

  /** From here on the two connections are one: whatever the node answers, also a refusal, is for the client to read. */
  async #join(incoming: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    client.on("error", () => client.destroy());
    const taken = await this.#connect(incoming.url ?? "/");
    if (taken === undefined) return void client.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    const { socket } = taken;
    this.#keep(client, socket);
    const headers = Object.entries(forwarded(incoming)).flatMap(([name, value]) =>
      [value ?? []].flat().map((one) => `${name}: ${one}`),
    );
    socket.write([`GET ${incoming.url} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
    socket.write(head);
    client.pipe(socket).pipe(client);
  }

  #connect(url: string): Promise<{ node: PoolNode; socket: Socket } | undefined> {
    return this.#pool.connect(this.#affinity.of(url)).catch(() => undefined);
  }

  #learn(node: PoolNode, response: IncomingMessage): void {
    let beginning = "";
    response.on("data", (chunk: Buffer) => {
      if (beginning.length < OPENING_MAX_BYTES) beginning += chunk.toString("latin1");
      this.#affinity.learn(node, beginning);
    });
  }

  #keep(client: Duplex, socket: Socket): void {
    for (const [one, other] of [
      [client, socket],
      [socket, client],
    ] as const) {
      this.#sockets.add(one);
      one.once("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

/** The node believes this address because the balancer is among its TRUSTED_PROXIES. */
function forwarded({ headers, socket }: IncomingMessage): IncomingMessage["headers"] {
  return { ...headers, "x-forwarded-for": socket.remoteAddress ?? "" };
}
