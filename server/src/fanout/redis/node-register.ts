import type { Clock, Random } from "../../domain/ports.ts";
import type { RedisClient } from "./redis-client.ts";
import type { RedisLink } from "./redis-link.ts";

const NODES = "duologue:nodes";
/** Exists for as long as the node has said so lately. */
const aliveKey = (nodeId: string) => `duologue:alive:${nodeId}`;

/** Times in milliseconds. A node that was silent three times is gone. */
const SAID_EVERY = 5_000;
const BELIEVED_FOR = 15_000;
/** Nodes that one node looks after in each round, by chance: the work of a node does not grow with their number. */
const LOOKED_AFTER = 10;

interface RegisterOptions {
  /** of this node, since it started */
  id: string;
  link: RedisLink;
  clock: Clock;
  random: Random;
  /** Redis does not know this node any more, or not yet: it was empty, or the others took this node for gone. */
  onForgotten(): Promise<void>;
  /** Another node has vanished; told to one of those that remain. */
  onVanished(nodeId: string): Promise<void>;
}

export interface NodeRegister {
  /** The other nodes notice at their next round. */
  close(): Promise<void>;
}

/** Which nodes there are. Each says so every few seconds, and looks after some of the others. */
export function openNodeRegister(options: RegisterOptions): NodeRegister {
  const { id, link, clock, random, onForgotten, onVanished } = options;
  let isClosed = false;
  let cancel = () => {};

  const sayAlive = async (client: RedisClient) => {
    const [isNew] = await Promise.all([
      client.sAdd(NODES, id),
      client.set(aliveKey(id), "1", { expiration: { type: "PX", value: BELIEVED_FOR } }),
    ]);
    return isNew === 1;
  };
  const vanished = async (client: RedisClient) => {
    const nodeIds = await client.sRandMemberCount(NODES, LOOKED_AFTER);
    const alive = await Promise.all(nodeIds.map((nodeId) => client.exists(aliveKey(nodeId))));
    const silent = nodeIds.filter((nodeId, index) => alive[index] === 0 && nodeId !== id);
    // Whoever removes it is the one to deal with it.
    const removed = await Promise.all(silent.map((nodeId) => client.sRem(NODES, nodeId)));
    return silent.filter((_, index) => removed[index] === 1);
  };
  const round = async () => {
    if (await link.run("presence", sayAlive)) await onForgotten();
    for (const nodeId of await link.run("presence", vanished)) await onVanished(nodeId);
  };
  const again = () => {
    cancel = clock.after(SAID_EVERY * (0.9 + 0.2 * random.fraction()), begin);
  };
  // While Redis is away a round fails, is counted, and the next one comes all the same.
  const begin = () => {
    void round()
      .catch(() => {})
      .then(() => isClosed || again());
  };

  begin();
  return {
    async close() {
      isClosed = true;
      cancel();
      await link.run("presence", (client) => client.del(aliveKey(id))).catch(() => 0);
    },
  };
}
