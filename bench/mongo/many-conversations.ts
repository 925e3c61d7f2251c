import { Person } from "../../server/test/support/person.ts";
import { processUsage } from "../machine/process-usage.ts";
import type { Estimate } from "../stats/bootstrap.ts";
import { medianRatio } from "../stats/estimates.ts";
import { median } from "../stats/quantile.ts";
import { addMatches } from "./add-matches.ts";
import type { Deployment } from "./deployment.ts";

const MANY = 5_000;
const FEW = 5;
const ROUNDS = 8;
const MESSAGES = 300;
/** Sent at a time, so that the node is never idle for long. */
const LANES = 6;

interface Side {
  person: Person;
  matchId: string;
}

/** CPU of the node for one message of somebody with many conversations, and with few: rounds there and back. */
export async function manyConversations(
  deployment: Deployment,
): Promise<{ ratio: Estimate; microseconds: number }> {
  const [node] = deployment.nodes;
  const many = await sideWith(MANY, "many", deployment);
  const few = await sideWith(FEW, "few", deployment);
  for (const side of [many, few]) await costOf(side, node.pid);
  const costs = { many: [] as number[], few: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = [["many", many] as const, ["few", few] as const];
    for (const [name, side] of round % 2 ? turns.reverse() : turns)
      costs[name].push(await costOf(side, node.pid));
  }
  return { ratio: medianRatio(costs.many, costs.few), microseconds: median(costs.few) };
}

async function sideWith(count: number, name: string, { nodes, connection }: Deployment): Promise<Side> {
  const [{ url }] = nodes;
  const person = await Person.signUp(url, { name, email: `${name}@example.org` });
  const peer = await Person.signUp(url, { name: "Peer", email: `peer-of-${name}@example.org` });
  const matchId = await person.matchWith(peer);
  await addMatches(connection, person.id, count - 1);
  return { person, matchId };
}

/** Microseconds of the node's CPU per message. */
async function costOf({ person, matchId }: Side, pid: number): Promise<number> {
  const before = processUsage(pid).cpuMicroseconds;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let n = 0; n < MESSAGES / LANES; n += 1) await person.send(matchId, "x".repeat(100));
    }),
  );
  return (processUsage(pid).cpuMicroseconds - before) / MESSAGES;
}
