import { setTimeout as pause } from "node:timers/promises";
import type { Population } from "../contenders/contender.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { personAt } from "../contenders/template.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { Device } from "../load/device.ts";
import { processUsage } from "../machine/process-usage.ts";
import { Sender } from "../workloads/sender.ts";

const IN_FLIGHT = 32;
const WARM_UP_MS = 2_000;

/** CPU of all threads, in microseconds for each message. */
interface Shares {
  /** of a node that is alone */
  single: number;
  /** of the node to which the message was sent */
  origin: number;
  /** of a node that has one device of each member */
  relevant: number;
  /** of a node that has nothing to do with it */
  irrelevant: number;
}

interface Nodes {
  alone: ServerProcess;
  origin: ServerProcess;
  relevant: ServerProcess;
  irrelevant: ServerProcess;
}

/** Measures what a message costs each node while one has as much to do as it can: alone, and as one of several, in turns. */
export class ShareMeter implements Disposable {
  readonly #nodes: Nodes;
  readonly #alone: Sender;
  readonly #together: Sender;
  readonly #audience: readonly Device[];

  private constructor(nodes: Nodes, senders: { alone: Sender; together: Sender }, audience: Device[]) {
    this.#nodes = nodes;
    this.#alone = senders.alone;
    this.#together = senders.together;
    this.#audience = audience;
  }

  static async open(nodes: Nodes, population: Population): Promise<ShareMeter> {
    const pairs = population.conversations.length;
    // One sender for all rounds: another one would begin with the same messages, which are repetitions then.
    const alone = await Sender.open(nodes.alone, population, pairs);
    const together = await Sender.open(nodes.origin, population, pairs);
    const meter = new ShareMeter(nodes, { alone, together }, await membersAt(nodes.relevant, population));
    // The disks and the compiler settle.
    for (const sender of [alone, together]) await drive(sender, WARM_UP_MS);
    return meter;
  }

  async measure(milliseconds: number): Promise<Shares> {
    const single = await drive(this.#alone, milliseconds);
    const others = [this.#nodes.relevant, this.#nodes.irrelevant];
    const used = () => others.map(({ pid }) => processUsage(pid).cpuMicroseconds);
    // Heart-beats and timers cost the same whether there are messages or not.
    const idleFrom = used();
    await pause(milliseconds);
    const from = used();
    const round = await drive(this.#together, milliseconds);
    const to = used();
    const [relevant = Number.NaN, irrelevant = Number.NaN] = others.map((_, node) => {
      const [idle = 0, before = 0, after = 0] = [idleFrom[node], from[node], to[node]];
      return (after - before - (before - idle)) / round.operations;
    });
    return { single: single.cpuMicroseconds, origin: round.cpuMicroseconds, relevant, irrelevant };
  }

  [Symbol.dispose](): void {
    this.#alone.close();
    this.#together.close();
    for (const device of this.#audience) device.close();
  }
}

function drive(sender: Sender, milliseconds: number) {
  return sender.inTurn("socket", (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds));
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
