import { connect, type Socket } from "node:net";

/** Times in milliseconds. */
const ASK_EVERY = 500;
const ANSWER_WITHIN = 2_000;

export interface PoolNode {
  url: URL;
  /** as it says itself */
  isReady: boolean;
}

/** The nodes behind a balancer, asked now and then whether they want work. */
export class NodePool {
  readonly #nodes: readonly PoolNode[];
  #turn = 0;
  #asking: NodeJS.Timeout | undefined;

  constructor(urls: readonly string[]) {
    this.#nodes = urls.map((url) => ({ url: new URL(url), isReady: true }));
  }

  watch(): void {
    this.#asking = setInterval(() => {
      for (const node of this.#nodes) void ask(node);
    }, ASK_EVERY);
  }

  stop(): void {
    clearInterval(this.#asking);
  }

  /**
   * A connection to the node that is wanted, or else to the next one that takes it: nothing was sent on it yet, so
   * trying the next one repeats nothing.
   * @throws Error when no node takes it
   */
  async connect(wanted: PoolNode | undefined): Promise<{ node: PoolNode; socket: Socket }> {
    for (const node of wanted ? [wanted] : this.#inTurn()) {
      const socket = await connected(node.url);
      if (socket !== undefined) return { node, socket };
      node.isReady = false;
    }
    throw new Error("no node takes connections");
  }

  /** First those that want work, beginning with another one each time; then the others, which may know better by now. */
  #inTurn(): PoolNode[] {
    this.#turn = (this.#turn + 1) % this.#nodes.length;
    const order = [...this.#nodes.slice(this.#turn), ...this.#nodes.slice(0, this.#turn)];
    return [...order.filter(({ isReady }) => isReady), ...order.filter(({ isReady }) => !isReady)];
  }
}

async function ask(node: PoolNode): Promise<void> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    const { ok, body } = await fetch(new URL("/readyz", node.url), { signal });
    await body?.cancel();
    node.isReady = ok;
  } catch {
    node.isReady = false;
  }
}

function connected({ hostname, port }: URL): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port: Number(port), host: hostname, noDelay: true });
    socket.setTimeout(ANSWER_WITHIN, () => socket.destroy());
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.once("close", () => resolve(undefined));
    socket.on("error", () => {});
  });
}
