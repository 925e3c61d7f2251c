import { setTimeout as pause } from "node:timers/promises";
import type { Population } from "../contenders/contender.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { personAt } from "../contenders/template.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { Device } from "../load/device.ts";
import { processUsage } from "../machine/process-usage.ts";
import { Sender } from "../workloads/sender.ts";

const IN_FLIGHT = 32;

/** CPU of all threads, in microseconds for each message. */
export interface Shares {
  /** of the node to which the message was sent */
  origin: number;
  /** of a node that has one device of each member */
  relevant: number;
  /** of a node that has nothing to do with it */
  irrelevant: number;
}

interface Nodes {
  origin: ServerProcess;
  relevant: ServerProcess;
  irrelevant: ServerProcess;
}

/** What a message costs each node while the origin has as much to do as it can. */
export async function measureShares(
  nodes: Nodes,
  population: Population,
  milliseconds: number,
): Promise<Shares> {
  const pairs = population.conversations.length;
  const sender = await Sender.open(nodes.origin, population, pairs);
  const audience = await membersAt(nodes.relevant, population);
  // The disks and the compiler settle.
  await sender.inTurn("socket", (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds / 4));
  const others = [nodes.relevant, nodes.irrelevant];
  const used = () => others.map(({ pid }) => processUsage(pid).cpuMicroseconds);
  // Heart-beats and timers cost the same whether there are messages or not.
  const idleFrom = used();
  await pause(milliseconds);
  const from = used();
  const round = await sender.inTurn("socket", (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds));
  const to = used();
  const [relevant = Number.NaN, irrelevant = Number.NaN] = others.map((_, node) => {
    const [idle = 0, before = 0, after = 0] = [idleFrom[node], from[node], to[node]];
    return (after - before - (before - idle)) / round.operations;
  });
  sender.close();
  for (const device of audience) device.close();
  return { origin: round.cpuMicroseconds, relevant, irrelevant };
}

/** Both members of each conversation, so that every message is for somebody there, as a message and as a notification. */
async function membersAt(node: ServerProcess, population: Population): Promise<Device[]> {
  const devices = [];
  for (const { matchId, members } of population.conversations)
    for (const place of members) {
      const { token } = personAt(population, place);
      const device = await Device.connect({ url: node.url, token, place, onFrame: () => {} });
      await device.request("join-conversation", matchId);
      devices.push(device);
    }
  return devices;
}

/** What a message costs a node that is alone. */
export async function measureAlone(
  node: ServerProcess,
  population: Population,
  milliseconds: number,
): Promise<number> {
  const sender = await Sender.open(node, population, population.conversations.length);
  await sender.inTurn("socket", (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds / 4));
  const round = await sender.inTurn("socket", (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds));
  sender.close();
  return round.cpuMicroseconds;
}
