/**
 * Pages (of 4 KiB) of new log after which it is worth copying: 32 MiB. A page that was written again and again is copied
 * once, so the longer the log, the less there is to copy for each message; a start after a crash reads all of it.
 */
const WORTH_COPYING = 8_192;
/** Pages from which on the log has to start over: 64 MiB. */
const TOO_LONG = 16_384;

interface WalKeeperOptions {
  /** Has the log copied beside the running writer. */
  copy: () => void;
  /** Has the rest copied in between two batches of the writer. */
  finish: () => void;
}

/**
 * Keeps the write-ahead log short without making a commit wait for it. A checkpoint of SQLite copies a page at a time
 * and synchronises the data file: inside a commit that is the worst delay a message ever meets. So another thread does
 * the work. While it works the writer goes on adding pages, and the log can start over only at a moment when all of it
 * was copied: under constant load that moment is made, by letting the writer itself copy the small rest.
 */
export class WalKeeper {
  readonly #options: WalKeeperOptions;
  #busy = false;
  #pages = 0;
  #copyAt = WORTH_COPYING;

  constructor(options: WalKeeperOptions) {
    this.#options = options;
  }

  /** After each commit: pages in the log now. */
  committed(pages: number): void {
    if (pages < this.#pages) this.#copyAt = WORTH_COPYING;
    this.#pages = pages;
    if (this.#busy || pages < this.#copyAt) return;
    this.#busy = true;
    this.#options.copy();
  }

  /** The disk was full: where the data file need not grow, copying the log makes its room free to be written again. */
  refused(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#options.finish();
  }

  /** The other thread is done. */
  copied(): void {
    if (this.#pages >= TOO_LONG) this.#options.finish();
    else this.finished();
  }

  /** The writer has copied the rest. Where it could not, because somebody was reading, the next round will. */
  finished(): void {
    this.#busy = false;
    this.#copyAt = this.#pages + WORTH_COPYING;
  }
}
