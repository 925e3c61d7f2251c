import { setTimeout as delay } from "node:timers/promises";
import type { NodesWorld } from "../nodes/nodes-world.ts";
import { described } from "../workload/figures.ts";
import type { FaultCase, Trial } from "./fault-case.ts";

interface Story {
  id: string;
  fault: string;
  how: string;
  expected: string;
  /** errors that the nodes log because of it */
  provokes?: readonly RegExp[];
  /** What happens while everybody writes; times in milliseconds, longer in the long form. */
  happens(world: NodesWorld, lasts: number): Promise<void>;
}

/** On three nodes with MongoDB and Redis: everybody writes, something breaks and heals, and every promise still holds. */
function onThreeNodes({ provokes = [], happens, ...story }: Story): FaultCase {
  return {
    ...story,
    needs: ["mongodb", "redis"],
    isLong: true,
    async run(trial: Trial) {
      await using world = await trial.openNodes({ provokes });
      const traffic = await world.begin();
      await delay(2_000);
      await happens(world, trial.long ? 30_000 : 6_000);
      await delay(2_000);
      traffic.stop();
      return described(await world.verify());
    },
  };
}

const killedNode = onThreeNodes({
  id: "F05",
  fault: "one of three nodes is killed",
  how: "SIGKILL while everybody writes; it comes back later",
  expected: "its people go to the others; no writer keeps a stale head",
  async happens({ deployment }, lasts) {
    const { server } = deployment.node(0);
    await server.end("SIGKILL");
    await delay(lasts);
    await server.start();
  },
});

const redisKilled = onThreeNodes({
  id: "F07",
  fault: "Redis is killed, and comes back",
  how: "SIGKILL; later another one at the same place",
  expected: "people on other nodes are served by sync; nothing else notices",
  async happens({ deployment }, lasts) {
    await deployment.redis.kill();
    await delay(lasts);
    await deployment.redis.again();
  },
});

const frozenNode = onThreeNodes({
  id: "F09",
  fault: "one of three nodes freezes, and thaws",
  how: "SIGSTOP and SIGCONT",
  expected: "what it still wanted to write meets the unique keys",
  async happens({ deployment }, lasts) {
    const { server } = deployment.node(1);
    server.signal("SIGSTOP");
    await delay(Math.max(lasts, 25_000));
    server.signal("SIGCONT");
  },
});

const redisHangs = onThreeNodes({
  id: "F11",
  fault: "Redis hangs",
  how: "SIGSTOP and SIGCONT",
  expected: "nothing waits for it longer than half a second",
  async happens({ deployment }, lasts) {
    deployment.redis.freeze();
    await delay(lasts);
    deployment.redis.thaw();
  },
});

const redisOutOfReach = onThreeNodes({
  id: "F29",
  fault: "one node of three cannot reach Redis",
  how: "its line to Redis stalls in both directions",
  expected: "as F07, for that node only",
  async happens({ deployment }, lasts) {
    const { toRedis } = deployment.node(2);
    toRedis.set({ stalled: { up: true, down: true } });
    await delay(lasts);
    toRedis.heal();
  },
});

const databaseOutOfReach = onThreeNodes({
  id: "F30",
  fault: "one node of three cannot reach the database",
  how: "its line to the database stalls in both directions",
  expected: "it says that it is not ready, answers 503, and goes on afterwards",
  provokes: [/./],
  async happens({ deployment }, lasts) {
    const { toMongo } = deployment.node(2);
    toMongo.set({ stalled: { up: true, down: true } });
    await delay(lasts);
    toMongo.heal();
  },
});

export const nodesCases: readonly FaultCase[] = [
  killedNode,
  redisKilled,
  frozenNode,
  redisHangs,
  redisOutOfReach,
  databaseOutOfReach,
];
