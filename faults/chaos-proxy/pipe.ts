import type { Socket } from "node:net";
import type { SeededRandom } from "../../lib/support/seeded-random.ts";
import type { Weather } from "./weather.ts";

interface PipeOptions {
  from: Socket;
  to: Socket;
  direction: "up" | "down";
  weather: Weather;
  random: SeededRandom;
  /** Takes each chunk on its way; what it passes on is sent. */
  through: (chunk: Buffer, send: (chunk: Buffer) => void) => void;
}

/** One direction of a connection: keeps the order, whatever each chunk is delayed by. */
export class Pipe {
  readonly #options: PipeOptions;
  /** what waits for its time, in order; null: the end */
  readonly #waiting: { chunk: Buffer | null; due: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PipeOptions) {
    this.#options = options;
    const { from, through } = options;
    from.on("data", (chunk) => through(chunk, (piece) => this.#add(piece)));
    from.on("end", () => this.#add(null));
  }

  /** The weather has changed. */
  update(): void {
    const { from, weather, direction } = this.#options;
    // Nothing is read either: the other side feels that its reader has stopped.
    if (weather.stalled[direction]) from.pause();
    else from.resume();
    this.#run();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #add(chunk: Buffer | null): void {
    const { weather, random } = this.#options;
    const { min, max } = weather.delay;
    const soonest = this.#waiting.at(-1)?.due ?? 0;
    const due = performance.now() + min + random.fraction() * (max - min);
    this.#waiting.push({ chunk, due: Math.max(soonest, due) });
    this.#run();
  }

  #run(): void {
    clearTimeout(this.#timer);
    const { to, weather, direction } = this.#options;
    if (weather.stalled[direction]) return;
    const now = performance.now();
    while (this.#waiting[0] !== undefined && this.#waiting[0].due <= now) {
      const chunk = this.#waiting.shift()?.chunk;
      if (!to.writable) continue;
      if (chunk) to.write(chunk);
      else to.end();
    }
    const next = this.#waiting[0];
    if (next !== undefined) this.#timer = setTimeout(() => this.#run(), next.due - now);
  }
}
