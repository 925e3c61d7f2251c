/** Where progress is told: a terminal, or whatever takes lines. */
interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 24;
/** Lines are for logs: one for each so many percent. */
const LINE_EVERY = 10;
const CLEAR_LINE = "\r\u001B[K";

/** Tells how far a stage is: as a bar that moves on a terminal, elsewhere as a line now and then. */
export class Progress {
  readonly #output: Output;
  #stage = "";
  #told = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  report(stage: string, done: number, total: number): void {
    if (stage !== this.#stage) this.#begin(stage);
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const count = `${done} of ${total} ${stage}`;
    if (this.#output.isTTY) {
      const filled = Math.round((BAR_WIDTH * percent) / 100);
      const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      this.#output.write(`${CLEAR_LINE}${bar} ${String(percent).padStart(3)} % · ${count}`);
    } else if (percent >= this.#told + LINE_EVERY || done === total) {
      this.#told = percent;
      this.#output.write(`${count}\n`);
    }
  }

  /** A line of its own. */
  say(line: string): void {
    this.#begin("");
    this.#output.write(`${line}\n`);
  }

  #begin(stage: string): void {
    if (this.#stage !== "" && this.#output.isTTY) this.#output.write("\n");
    this.#stage = stage;
    this.#told = 0;
  }
}
