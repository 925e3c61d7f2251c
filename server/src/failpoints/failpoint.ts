import type { Log } from "../log.ts";

/** The places at which a process can be made to fail, by the names under which tests ask for them. */
export const places = {
  K1: "a message was let in, and nothing was done with it",
  K2: "a row is about to be inserted",
  K3: "a row is durable, and nobody was answered",
  K4: "the sender was answered, and nothing was pushed",
  K5: "one of a message's two pushes is out",
  K6: "a page of events was read, and nobody was answered",
  K7: "a step of a migration was taken, and not committed; or one of preparing MongoDB was",
  K8: "the end of a match is durable, and no list has heard of it",
  K9: "a server that was told to stop has said farewell, and has not finished",
} as const;
export type Place = keyof typeof places;

/** What one process is asked to do, once: at the `at`-th time that it comes to the place. */
export interface FailpointOrder {
  place: Place;
  action: "kill" | "throw" | "delay";
  at: number;
}

/** `K3:kill`, or `K3:kill:7` for the seventh time; undefined when it is none. */
export function parseFailpoint(text: string): FailpointOrder | undefined {
  const [, place = "", action = "", at = "1"] =
    /^(K\d):(kill|throw|delay)(?::([1-9]\d{0,5}))?$/.exec(text) ?? [];
  if (!isPlace(place)) return undefined;
  return { place, action: action as FailpointOrder["action"], at: Number(at) };
}

function isPlace(text: string): text is Place {
  return Object.hasOwn(places, text);
}

/** How long a delay is, in milliseconds: longer than any push takes, shorter than any client's patience. */
const DELAY_MS = 2_000;

/**
 * Makes a real process fail at a chosen place (F02, F61). Exists only in a process that was asked to fail: without an
 * order nothing is wrapped and nothing is looked at.
 */
export class Failpoint {
  readonly #order: FailpointOrder;
  readonly #log: Log;
  #reached = 0;

  constructor(order: FailpointOrder, log: Log) {
    this.#order = order;
    this.#log = log;
  }

  get place(): Place {
    return this.#order.place;
  }

  /** To be called at each place. @throws when the order is to throw */
  async reach(place: Place): Promise<void> {
    if (this.#strikes(place)) await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
  }

  /** The same where nothing can be awaited; a delay then stops the whole thread. @throws as `reach` does */
  reachNow(place: Place): void {
    if (this.#strikes(place)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, DELAY_MS);
  }

  /** @returns whether to delay */
  #strikes(place: Place): boolean {
    if (place !== this.#order.place) return false;
    this.#reached += 1;
    if (this.#reached !== this.#order.at) return false;
    const { action } = this.#order;
    this.#log.warn({ place, action }, "failing on purpose");
    if (action === "kill") process.kill(process.pid, "SIGKILL");
    if (action === "throw") throw new Error(`failing on purpose at ${place}`);
    return action === "delay";
  }
}
