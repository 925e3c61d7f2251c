import type { Down, DownEvent } from "@duologue/protocol/down";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import { type Weather, within } from "./weather.ts";

/** The node at one end. */
interface NodeEnd {
  process: Process;
  left(line: Line): void;
}

interface LineOptions {
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  node: NodeEnd;
  userId: string;
  sessionId: string;
  /** the tab at the other end */
  client: Process;
  heard: <Name extends DownEvent>(name: Name, payload: Down[Name]) => void;
  lost: () => void;
}

/** A peer that vanished without a word is noticed by missing heart-beats: 20 s at most. */
const SILENT: readonly [number, number] = [0, 20_000];
/** How late an overtaken push is, in milliseconds. */
const OVERTAKEN: readonly [number, number] = [1, 3_000];

/** One socket between a tab and a node. Only what is said on it while it holds can arrive. */
export class Line {
  readonly #options: LineOptions;
  /** both ends may still hear what was said */
  #holds = true;
  /** the node has closed its end, and neither says nor hears any more */
  #closed = false;
  #downFree = 0;
  #upFree = 0;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get userId(): string {
    return this.#options.userId;
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  get holds(): boolean {
    return this.#holds;
  }

  /** The node has let the client in; it hears of that before anything that the node says. */
  open(opened: () => void): void {
    const { scheduler, random, weather, client } = this.#options;
    this.#downFree = scheduler.now + within(random, weather.latency);
    scheduler.after(this.#downFree - scheduler.now, () => {
      if (this.#holds) client.run(opened);
    });
  }

  /** The node says something. */
  push<Name extends DownEvent>(name: Name, payload: Down[Name]): void {
    const { random, weather } = this.#options;
    if (!this.#holds || this.#closed) return;
    if (random.chance(weather.lineCut)) this.tear();
    if (random.chance(weather.pushLost)) return;
    this.#carryDown(name, payload);
    if (random.chance(weather.pushTwice)) this.#carryDown(name, payload);
  }

  /** The tab asks something; `answer` runs at the node, and its value at the tab. Nothing happens once the line is lost. */
  ask<Value>(work: () => Promise<Value>, answered: (value: Value) => void): void {
    const { scheduler, random, weather, node, client } = this.#options;
    this.#upFree = Math.max(this.#upFree, scheduler.now + within(random, weather.latency));
    scheduler.after(this.#upFree - scheduler.now, () => {
      if (!this.#holds) return;
      node.process.run(() => {
        if (!this.#holds || this.#closed) return;
        void work().then((value) => {
          scheduler.after(within(random, weather.latency), () => {
            if (this.#holds) client.run(() => answered(value));
          });
        });
      });
    });
  }

  /** It breaks, and each side learns of it in its own time. */
  tear(): void {
    const { random, client, node, lost } = this.#options;
    if (!this.#holds) return;
    this.#holds = false;
    client.after(within(random, SILENT) * random.pick([0, 1]), lost);
    const { process } = node;
    process.after(within(random, SILENT), () => node.left(this));
  }

  /** The tab closes it, or is gone: the node hears of it by a closed connection or by silence. */
  closedByClient(): void {
    const { random, weather, node } = this.#options;
    if (!this.#holds) return;
    this.#holds = false;
    const delay = random.chance(0.8) ? within(random, weather.latency) : within(random, SILENT);
    node.process.after(delay, () => node.left(this));
  }

  /** The node closes it, or is gone. What it said before may still be read. */
  closedByNode(): void {
    const { scheduler, random, weather, client, lost } = this.#options;
    if (!this.#holds || this.#closed) return;
    this.#closed = true;
    const delay = random.chance(0.8) ? within(random, weather.latency) : within(random, SILENT);
    const at = Math.max(this.#downFree, scheduler.now + delay);
    scheduler.after(at - scheduler.now, () => {
      if (!this.#holds) return;
      this.#holds = false;
      client.run(lost);
    });
  }

  #carryDown<Name extends DownEvent>(name: Name, payload: Down[Name]): void {
    const { scheduler, random, weather, client, heard } = this.#options;
    const arrival = scheduler.now + within(random, weather.latency);
    const isLate = random.chance(weather.pushLate);
    const at = isLate ? arrival + within(random, OVERTAKEN) : Math.max(this.#downFree, arrival);
    if (!isLate) this.#downFree = at;
    scheduler.after(at - scheduler.now, () => {
      if (this.#holds) client.run(() => heard(name, payload));
    });
  }
}
