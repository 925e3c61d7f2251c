import type { SeededRandom } from "../../lib/support/seeded-random.ts";
import type { Pair } from "./pairs.ts";
import type { Talker } from "./talker.ts";
import { provenText } from "./text.ts";

export interface Writer {
  talker: Talker;
  pair: Pair;
  /** messages a second */
  rate: number;
}

interface TrafficOptions {
  writers: readonly Writer[];
  random: SeededRandom;
  /** how much each device has written so far; shared by all traffic of a world, so that no text comes twice */
  written: Map<string, number>;
  /** tells this run's texts from those of all others */
  run: string;
  /** characters of four bytes in each message */
  padding?: number;
}

/** What a device may have unsent before it stops writing: as a person would, and so that an outage can be made up for. */
const UNSENT_MAX = 50;
/** One act in so many is reading what is on screen. */
const READS = 10;

/** Devices that write, each at its own rate and at moments that chance chooses, until they are stopped. */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Every writer begins to write. */
  begin(): void {
    for (const writer of this.#options.writers) this.#next(writer);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Writes one message now. */
  write({ talker, pair }: Omit<Writer, "rate">): void {
    const { run, written, padding = 0 } = this.#options;
    const n = (written.get(talker.device) ?? 0) + 1;
    written.set(talker.device, n);
    const text = provenText({ canary: pair.canary, run, writer: talker.device, n, padding });
    talker.write(pair.match, text);
  }

  #next(writer: Writer): void {
    const { random } = this.#options;
    const pause = (2 * random.fraction() * 1_000) / writer.rate;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (random.below(READS) === 0) writer.talker.read(writer.pair.match);
      else if (writer.talker.unsent() < UNSENT_MAX) this.write(writer);
      this.#next(writer);
    }, pause);
    this.#timers.add(timer);
  }
}
