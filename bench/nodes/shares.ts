import { setTimeout as pause } from "node:timers/promises";
import type { Population } from "../contenders/contender.ts";
import type { ServerProcess } from "../contenders/server-process.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { processUsage } from "../machine/process-usage.ts";
import { Sender } from "../workloads/sender.ts";

const IN_FLIGHT = 32;
const WARM_UP_MS = 2_000;

/** CPU of all threads, in microseconds for each message. */
interface Shares {
  /** of a node that is alone, with both members */
  single: number;
  /** of the node with both members, when others listen */
  together: number;
  /** of the node with the sender, when the recipient is on another one */
  origin: number;
  /** of the node with the recipient */
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
  readonly #senders: { alone: Sender; together: Sender; apart: Sender };

  private constructor(nodes: Nodes, senders: { alone: Sender; together: Sender; apart: Sender }) {
    this.#nodes = nodes;
    this.#senders = senders;
  }

  static async open(nodes: Nodes, population: Population): Promise<ShareMeter> {
    const pairs = population.conversations.length / 2;
    // Conversations of their own, since each checks that it hears its own messages and no others.
    const others = { ...population, conversations: population.conversations.slice(pairs) };
    // One sender for all rounds: another one would begin with the same messages, which are repetitions then.
    const senders = {
      alone: await Sender.open(nodes.alone, population, pairs),
      together: await Sender.open(nodes.origin, population, pairs),
      apart: await Sender.openApart({ near: nodes.origin, far: nodes.relevant }, others, pairs),
    };
    // The disks and the compiler settle.
    for (const sender of Object.values(senders)) await drive(sender, WARM_UP_MS);
    return new ShareMeter(nodes, senders);
  }

  async measure(milliseconds: number): Promise<Shares> {
    const { alone, together, apart } = this.#senders;
    const single = await drive(alone, milliseconds);
    const here = await drive(together, milliseconds);
    const others = [this.#nodes.relevant, this.#nodes.irrelevant];
    const used = () => others.map(({ pid }) => processUsage(pid).cpuMicroseconds);
    // Heart-beats and timers cost the same whether there are messages or not.
    const idleFrom = used();
    await pause(milliseconds);
    const from = used();
    const round = await drive(apart, milliseconds);
    const to = used();
    const [relevant = Number.NaN, irrelevant = Number.NaN] = others.map((_, node) => {
      const [idle = 0, before = 0, after = 0] = [idleFrom[node], from[node], to[node]];
      return (after - before - (before - idle)) / round.operations;
    });
    return {
      single: single.cpuMicroseconds,
      together: here.cpuMicroseconds,
      origin: round.cpuMicroseconds,
      relevant,
      irrelevant,
    };
  }

  [Symbol.dispose](): void {
    for (const sender of Object.values(this.#senders)) sender.close();
  }
}

function drive(sender: Sender, milliseconds: number) {
  return sender.inTurn("socket", (traffic) => closedLoop(traffic, IN_FLIGHT, milliseconds));
}
