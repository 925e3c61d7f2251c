import type { SeededRandom } from "../../lib/support/seeded-random.ts";
import { frameShape } from "./frame-splitter.ts";
import type { Weather } from "./weather.ts";

/** Engine.IO message, Socket.IO event without an acknowledgement id: what a server pushes. */
const PUSH = Buffer.from('42["');
/** How long a push that is to be overtaken waits for the next one. */
const OVERTAKEN_MS = 300;

interface GameOptions {
  weather: Weather;
  random: SeededRandom;
  send: (frame: Buffer) => void;
  /** hears of every push that was lost, doubled or kept back */
  played: () => void;
}

/** Loses, doubles and swaps whole pushes of one connection; everything else passes. */
export class PushGames {
  readonly #options: GameOptions;
  #overtaken: Buffer | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: GameOptions) {
    this.#options = options;
  }

  play(frame: Buffer): void {
    const { weather, random, send, played } = this.#options;
    const { dropped, doubled, swapped } = weather.pushes;
    if (!isPush(frame)) send(frame);
    else if (random.chance(dropped)) played();
    else if (this.#overtaken === undefined && random.chance(swapped)) {
      played();
      this.#hold(frame);
    } else {
      send(frame);
      if (random.chance(doubled)) {
        played();
        send(frame);
      }
      this.#release();
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#overtaken = undefined;
  }

  #hold(frame: Buffer): void {
    this.#overtaken = frame;
    this.#timer = setTimeout(() => this.#release(), OVERTAKEN_MS);
  }

  #release(): void {
    clearTimeout(this.#timer);
    const frame = this.#overtaken;
    this.#overtaken = undefined;
    if (frame !== undefined) this.#options.send(frame);
  }
}

function isPush(frame: Buffer): boolean {
  const payloadAt = frameShape(frame)?.payloadAt ?? 0;
  return frame.subarray(payloadAt, payloadAt + PUSH.length).equals(PUSH);
}
