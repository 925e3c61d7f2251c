/**
 * Where a reader is: pinned to the newest message, or at a row whose top is this far below the viewport's top,
 * in CSS pixels or in parts of the viewport's height.
 */
export type Place = { kind: "end" } | RowPlace;

interface RowPlace {
  kind: "row";
  key: string;
  offset: number | { screens: number };
}

/** Closer to the end than this counts as being there, in CSS pixels (U04). */
const PIN_WITHIN_PX = 80;

/**
 * Keeps what the reader looks at where it is, whatever the transcript does around it: history above, messages and late
 * sizes below, rows taken out (U02–U05). Model: one remembered place, named by message and never by scroll height.
 * Only the reader's own scrolling and moveTo() change the place; every change of layout is followed by restore(), which
 * puts the place back and does nothing when it is there already. It is the only writer of the scroll position:
 * the browser's own anchoring, which not every engine has, is off by CSS.
 */
export class ReadingPosition {
  readonly #viewport: HTMLElement;
  #place: Place;
  /** the scroll position that restore() left, by which the echo of its own scrolling is known */
  #written = Number.NaN;
  #newest: string | undefined;

  constructor(viewport: HTMLElement, place: Place) {
    this.#viewport = viewport;
    this.#place = place;
    this.#newest = this.#rows().at(-1)?.dataset["key"];
  }

  get place(): Place {
    return this.#place;
  }

  get distanceToStart(): number {
    return this.#viewport.scrollTop;
  }

  get viewportHeight(): number {
    return this.#viewport.clientHeight;
  }

  /** CSS pixels between the viewport's lower edge and the end of the transcript. */
  get distanceToEnd(): number {
    const { scrollHeight, scrollTop, clientHeight } = this.#viewport;
    return scrollHeight - scrollTop - clientHeight;
  }

  /**
   * Something scrolled; answers whether it was the reader. Without the newest messages loaded, the end is just another
   * row.
   */
  remember(newestLoaded: boolean): boolean {
    if (this.#viewport.scrollTop === this.#written) return false;
    this.#written = Number.NaN;
    const pinned = newestLoaded && this.distanceToEnd <= PIN_WITHIN_PX;
    this.#place = pinned ? { kind: "end" } : (this.#topRow() ?? this.#place);
    return true;
  }

  /** Whoever sees the newest message is at its end, however they came there: what comes next stays in sight (U04). */
  pinAtEnd(): void {
    // A transcript that is being taken away has no height, and so no end to be seen (U10).
    if (this.viewportHeight > 0 && this.distanceToEnd < 1) this.#place = { kind: "end" };
  }

  /** The layout may have changed. */
  restore(): void {
    if (this.#place.kind === "end") this.#alignEnd();
    else this.#alignRow(this.#place);
    this.#newest = this.#rows().at(-1)?.dataset["key"];
  }

  /** Goes somewhere by intent: the end after sending, the unread divider on opening. */
  moveTo(place: Place): void {
    this.#place = place;
    this.restore();
  }

  /** The key of the lowest row whose end is on screen. */
  lastSeen(): string | undefined {
    const lower = this.#viewport.getBoundingClientRect().bottom;
    const rows = this.#rows();
    const below = firstIndex(rows, (row) => row.getBoundingClientRect().bottom > lower + 1);
    return rows[below - 1]?.dataset["key"];
  }

  /** The key of the highest row that is at least partly on screen. */
  firstSeen(): string | undefined {
    return this.#topRow()?.key;
  }

  /** This row begins below the viewport's lower edge; one that is not mounted does so too. */
  isBelow(key: string): boolean {
    const row = this.#row(key);
    return row === null || row.getBoundingClientRect().top >= this.#viewport.getBoundingClientRect().bottom;
  }

  /** How many rows begin below the viewport's lower edge. */
  rowsBelow(): number {
    const lower = this.#viewport.getBoundingClientRect().bottom;
    const rows = this.#rows();
    return rows.length - firstIndex(rows, (row) => row.getBoundingClientRect().top >= lower);
  }

  #alignEnd(): void {
    const last = this.#rows().at(-1);
    const arrived = last !== undefined && last.dataset["key"] !== this.#newest && this.#newest !== undefined;
    // A message taller than the screen is read from its beginning (U12).
    if (arrived && last.dataset["mine"] === undefined && last.offsetHeight > this.#viewport.clientHeight)
      this.moveTo({ kind: "row", key: last.dataset["key"] ?? "", offset: 0 });
    else this.#scrollTo(this.#viewport.scrollHeight - this.#viewport.clientHeight);
  }

  #alignRow({ key, offset }: RowPlace): void {
    const row = this.#row(key);
    if (row === null) return;
    const wanted = typeof offset === "number" ? offset : offset.screens * this.viewportHeight;
    const moved = row.getBoundingClientRect().top - this.#viewport.getBoundingClientRect().top - wanted;
    if (Math.abs(moved) >= 1) this.#scrollTo(this.#viewport.scrollTop + moved);
  }

  #scrollTo(top: number): void {
    if (Math.abs(this.#viewport.scrollTop - top) < 1) return;
    this.#viewport.scrollTop = top;
    this.#written = this.#viewport.scrollTop;
  }

  #topRow(): RowPlace | undefined {
    const upper = this.#viewport.getBoundingClientRect().top;
    const rows = this.#rows();
    const row = rows[firstIndex(rows, (one) => one.getBoundingClientRect().bottom > upper)];
    const key = row?.dataset["key"];
    if (row === undefined || key === undefined) return undefined;
    return { kind: "row", key, offset: row.getBoundingClientRect().top - upper };
  }

  #row(key: string): HTMLElement | null {
    return this.#viewport.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  #rows(): HTMLElement[] {
    return [...this.#viewport.querySelectorAll<HTMLElement>("[data-key]")];
  }
}

/** The first index at which a test that is false and then true for good turns true; the length when it never does. */
function firstIndex<T>(list: readonly T[], turned: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && turned(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
