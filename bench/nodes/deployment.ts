import { setTimeout as pause } from "node:timers/promises";
import type { OwnRedis } from "../../scripts/services/own-redis.ts";
import { ours } from "../contenders/ours.ts";
import { ServerProcess } from "../contenders/server-process.ts";
import type { Template } from "../contenders/template.ts";

/**
 * A node on a copy of the template's data. Nodes with copies of one directory know the same people, sessions and
 * conversations: what one tells the others is heard by them, with no database between that costs anything.
 */
export async function startNode(template: Template, redis?: OwnRedis): Promise<ServerProcess> {
  const environment = { ...ours.environment, ...(redis && { REDIS_URL: redis.url }) };
  const directory = await template.copy();
  return ServerProcess.start({ ...ours, environment, directory, removeDirectory: true });
}

/** Resolves once the node says that Redis is up, or is away. */
export async function untilRedisIs(up: boolean, node: ServerProcess): Promise<void> {
  const wanted = `duologue_redis_up ${up ? 1 : 0}`;
  for (;;) {
    const metrics = await (await fetch(`${node.url}/metrics`)).text();
    if (metrics.includes(wanted)) return;
    await pause(50);
  }
}
