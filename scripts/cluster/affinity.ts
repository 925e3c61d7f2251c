const REMEMBERED_MAX = 100_000;
/** `0{"sid":"…`: how Engine.IO opens a connection that begins with long polling. */
const OPENING = /^0\{"sid":"([^"]{1,64})"/;

/**
 * Which node has which connection of Engine.IO. A WebSocket stays on its node by itself; long polling is many requests,
 * which only the node can answer that was asked first.
 */
export class Affinity<Node extends object> {
  readonly #nodes = new Map<string, Node>();

  /** The node that has to get this request; undefined when any may have it. */
  of(url: string): Node | undefined {
    const id = parameters(url)?.get("sid");
    return id ? this.#nodes.get(id) : undefined;
  }

  /** Whether the answer to this request says who has a new connection. */
  isOpening(url: string): boolean {
    const asked = parameters(url);
    return asked?.get("transport") === "polling" && !asked.has("sid");
  }

  learn(node: Node, answer: string): void {
    const id = OPENING.exec(answer)?.[1];
    if (id === undefined) return;
    this.#nodes.set(id, node);
    const [oldest] = this.#nodes.keys();
    if (this.#nodes.size > REMEMBERED_MAX && oldest !== undefined) this.#nodes.delete(oldest);
  }
}

function parameters(url: string): URLSearchParams | undefined {
  return url.startsWith("/socket.io/") ? new URL(url, "http://node").searchParams : undefined;
}
