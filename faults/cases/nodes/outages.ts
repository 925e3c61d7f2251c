import { setTimeout as delay } from "node:timers/promises";
import type { Deployment } from "../../nodes/deployment.ts";
import type { NodesWorld } from "../../nodes/nodes-world.ts";
import { metric } from "../../workload/metric.ts";
import { repeatedSend } from "../../workload/repeated-send.ts";
import { waitUntil } from "../../workload/wait-until.ts";
import { hold } from "../hold.ts";
import type { Story } from "./story.ts";

/** Something of three nodes breaks, and heals. */
interface Outage extends Omit<Story, "happens"> {
  breaks(deployment: Deployment): unknown;
  /** what is seen of it while it lasts, so that it is sure that something was broken */
  shows(world: NodesWorld): Promise<void>;
  heals(deployment: Deployment): unknown;
  /** whether it is about the line of a node */
  isOfLine?: boolean;
}

/** How long it stays broken once it has shown, in milliseconds. */
const LASTS = { short: 2_000, long: 30_000 };
/** G15 and F06 say 5 s; a machine that does much else may take longer. */
const SHOWS_MS = 30_000;

const BROKEN: readonly Outage[] = [
  {
    id: "F05",
    fault: "one of three nodes is killed",
    how: "SIGKILL while everybody writes; it comes back later",
    expected: "its people go to the others; no writer keeps a stale head",
    breaks: ({ nodes: [first] }) => first.server.end("SIGKILL"),
    shows: (world) => world.progress(),
    heals: ({ nodes: [first] }) => first.server.start(),
  },
  {
    id: "F06",
    fault: "the database is killed, and comes back",
    how: "SIGKILL; later it is started on what it has kept",
    expected: "sends get 503, nodes live and are not ready, and they recover without a restart",
    breaks: ({ mongo }) => mongo.kill(),
    shows: async (world) => {
      for (const { server } of world.deployment.nodes) await showsUnavailable(world, server.url);
    },
    heals: ({ mongo }) => mongo.restart(),
  },
  {
    id: "F07",
    fault: "Redis is killed, and comes back",
    how: "SIGKILL; later another one at the same place",
    expected: "people on other nodes are served by sync; nothing else notices",
    breaks: ({ redis }) => redis.kill(),
    shows: ({ deployment }) => showsWithoutRedis(deployment, [0, 1, 2]),
    heals: ({ redis }) => redis.again(),
  },
  {
    id: "F11",
    fault: "Redis hangs",
    how: "SIGSTOP and SIGCONT",
    expected: "nothing waits for it longer than half a second",
    breaks: ({ redis }) => redis.freeze(),
    shows: ({ deployment }) => showsWithoutRedis(deployment, [0, 1, 2]),
    heals: ({ redis }) => redis.thaw(),
  },
  {
    id: "F29",
    fault: "one node of three cannot reach Redis",
    how: "its wire to Redis is cut (a network namespace; without them a proxy stalls)",
    expected: "as F07, for that node only",
    breaks: ({ nodes: [, , last] }) => last.toRedis.cut(),
    shows: ({ deployment }) => showsWithoutRedis(deployment, [2]),
    heals: ({ nodes: [, , last] }) => last.toRedis.mend(),
    isOfLine: true,
  },
  {
    id: "F30",
    fault: "one node of three cannot reach the database",
    how: "its wire to the database is cut (as in F29)",
    expected: "it says that it is not ready, answers 503, and goes on afterwards",
    breaks: ({ nodes: [, , last] }) => last.toMongo.cut(),
    shows: async (world) => {
      const [first, , last] = world.deployment.nodes;
      await showsUnavailable(world, last.server.url);
      hold((await statusOf(`${first.server.url}/readyz`)) === 200, "another node is not ready");
      await world.progress();
    },
    heals: ({ nodes: [, , last] }) => last.toMongo.mend(),
    isOfLine: true,
  },
];

export const outages: readonly Story[] = BROKEN.map(({ breaks, shows, heals, isOfLine, ...story }) => ({
  ...story,
  async happens(world, long) {
    await breaks(world.deployment);
    await shows(world);
    await delay(long ? LASTS.long : LASTS.short);
    await heals(world.deployment);
    for (const { server } of world.deployment.nodes)
      await waitUntil(async () => (await statusOf(`${server.url}/readyz`)) === 200, {
        within: SHOWS_MS,
        what: "every node is ready again",
      });
    return isOfLine ? `by ${world.deployment.lines}` : undefined;
  },
}));

/** This node cannot reach the database. */
async function showsUnavailable(world: NodesWorld, url: string): Promise<void> {
  const { statuses } = await repeatedSend(world, world.pair, { times: 2, n: world.nextNumber(), at: [url] });
  hold(
    statuses.every((status) => status === 503),
    `sends were answered with ${statuses}`,
  );
  await waitUntil(async () => (await statusOf(`${url}/readyz`)) === 503, {
    within: SHOWS_MS,
    what: "a node without its database is not ready",
  });
  hold((await statusOf(`${url}/livez`)) === 200, "a node without its database is not alive");
}

/** These nodes know that Redis is away, and no others. */
async function showsWithoutRedis({ nodes }: Deployment, away: readonly number[]): Promise<void> {
  for (const [n, { server }] of nodes.entries())
    await waitUntil(
      async () => (await metric(server.url, "duologue_redis_up")) === (away.includes(n) ? 0 : 1),
      {
        within: SHOWS_MS,
        what: `node ${n} knows whether Redis is there`,
      },
    );
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
}
