import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { BusMessage } from "./bus-message.ts";
import type { SimulatedNode } from "./node.ts";
import { type Weather, within } from "./weather.ts";

interface BusOptions {
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  nodes: readonly SimulatedNode[];
}

/** Carries hints between the nodes, at most once each. While it is down, nothing notices but latency (G8). */
export class Bus {
  readonly #options: BusOptions;
  isUp = true;

  constructor(options: BusOptions) {
    this.#options = options;
  }

  publish(from: SimulatedNode, message: BusMessage): void {
    const { scheduler, random, weather, nodes } = this.#options;
    if (!this.isUp) return;
    for (const node of nodes) {
      if (node === from || random.chance(weather.busLost)) continue;
      scheduler.after(within(random, weather.busLatency), () => {
        if (this.isUp) node.process.run(() => node.hear(message));
      });
    }
  }
}
