import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** `at` was taken when the last byte arrived, before anything was looked at. */
export type OnAnswer = (answer: { status: number; body: Buffer; at: number }) => void;

interface Waiting {
  request: string;
  onAnswer: OnAnswer;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/** One keep-alive connection that sends prebuilt requests, one at a time and in order. node:http's client would cost as much as the server. */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #queue: Waiting[] = [];
  #inFlight: Waiting | undefined;
  #received: Buffer = Buffer.alloc(0);
  #closing = false;

  /** Called when the server cuts the connection. */
  onLost: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk, performance.now()));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (!this.#closing) this.onLost();
    });
  }

  static async open(url: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new HttpConnection(socket);
  }

  get busy(): boolean {
    return this.#inFlight !== undefined;
  }

  send(request: string, onAnswer: OnAnswer): void {
    if (this.#inFlight === undefined) this.#start({ request, onAnswer });
    else this.#queue.push({ request, onAnswer });
  }

  close(): void {
    this.#closing = true;
    this.#socket.destroy();
  }

  #start(waiting: Waiting): void {
    this.#inFlight = waiting;
    this.#socket.write(waiting.request);
  }

  #receive(chunk: Buffer, at: number): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString("latin1", 0, headEnd);
    const bodyStart = headEnd + HEAD_END.length;
    const end = bodyStart + contentLength(head);
    if (this.#received.length < end) return;
    const body = this.#received.subarray(bodyStart, end);
    this.#received = this.#received.subarray(end);
    const answered = this.#inFlight;
    this.#inFlight = undefined;
    /* First those that wait: the answer may send another, which must not overtake them. */
    const next = this.#queue.shift();
    if (next !== undefined) this.#start(next);
    answered?.onAnswer({ status: Number(head.slice(9, 12)), body, at });
  }
}

function contentLength(head: string): number {
  const line = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (line !== null) return Number(line[1]);
  if (head.startsWith("HTTP/1.1 204")) return 0;
  throw new Error(`The generator reads answers with a Content-Length only:\n${head}`);
}

/** A request of HTTP/1.1 in one string. */
export function httpRequest(
  method: "GET" | "POST",
  path: string,
  { token, body = "" }: { token?: string; body?: string },
): string {
  const authorization = token === undefined ? "" : `authorization: Bearer ${token}\r\n`;
  const content = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${authorization}${method === "POST" ? content : ""}\r\n${body}`;
}
