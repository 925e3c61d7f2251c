import { MemoryData } from "../../server/test/support/memory-data.ts";
import { openMemoryStore } from "../../server/test/support/memory-store.ts";
import { SeededRandom } from "../../server/test/support/seeded-random.ts";
import { Scheduler } from "../engine/scheduler.ts";
import { Trace } from "../engine/trace.ts";
import { History } from "../history/history.ts";
import type { Plan } from "../plan.ts";
import { Bus } from "./bus.ts";
import { MajorityLog } from "./majority-log.ts";
import { Network } from "./network.ts";
import { SimulatedNode } from "./node.ts";
import type { Parts } from "./parts.ts";
import { SessionBook } from "./session-book.ts";
import type { Weather } from "./weather.ts";

/** 2 January 2026, in the morning. */
const EPOCH_START = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const NODES = ["n1", "n2", "n3"];

/** The deployment of one run: three nodes on one store and one bus, and the network around them. */
export class World {
  readonly scheduler = new Scheduler();
  readonly trace = new Trace();
  readonly random: SeededRandom;
  readonly weather: Weather;
  readonly data = new MemoryData();
  readonly history: History;
  readonly sessions: SessionBook;
  readonly nodes: SimulatedNode[] = [];
  readonly bus: Bus;
  readonly network: Network;
  readonly epochStart = EPOCH_START;
  /** undefined when the store is one machine */
  readonly majority: MajorityLog | undefined;
  readonly parts: Parts;

  constructor({ seed, plan, parts }: { seed: number; plan: Plan; parts: Parts }) {
    const { scheduler, nodes } = this;
    this.parts = parts;
    const random = new SeededRandom(seed ^ 0x5bd1e995);
    this.random = random;
    const weather = { ...plan.weather };
    this.weather = weather;
    this.history = new History(this.data, (text) => this.trace.note(scheduler.now, text));
    this.sessions = new SessionBook({ random, now: () => scheduler.now });
    this.bus = new Bus({ scheduler, random, weather, nodes });
    this.network = new Network({ ...this, random, weather });
    const memory = openMemoryStore({ clock: this.#noClock(), data: this.data });
    this.majority =
      plan.store === "majority" ? new MajorityLog({ log: memory.log, scheduler, random }) : undefined;
    const replicated = this.majority ? { ...memory, log: this.majority.open() } : memory;
    const store = parts.store(replicated, { data: this.data, scheduler });
    for (const name of NODES)
      nodes.push(
        new SimulatedNode({
          ...this,
          name,
          store,
          weather,
          cacheSize: plan.cacheSize,
          publish: (from, message) => this.bus.publish(from, message),
          aroundDomain: parts.domain,
          makeCache: parts.makeCache,
          isRevoked: (sessionId) => !parts.trustsRevoked && this.sessions.verify(sessionId) === undefined,
        }),
      );
  }

  /** Ends sessions at this node; the others hear of it by the bus, or by their next sweep. */
  readonly signOut = (_: string, node: SimulatedNode, sessionIds: readonly string[]): void => {
    for (const sessionId of sessionIds) {
      this.sessions.revoke(sessionId);
      if (this.parts.trustsRevoked) continue;
      node.endSession(sessionId);
      this.bus.publish(node, { kind: "session-ended", sessionId });
    }
  };

  /** The memory itself takes no time: that is for the links to it. */
  #noClock() {
    return { now: () => EPOCH_START, after: () => () => {} };
  }
}
