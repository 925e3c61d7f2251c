import type { DrawnRows } from "./drawn-rows";

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
  readonly #rows: DrawnRows;
  #place: Place;
  /** the scroll position that is known of: a scroll event at it is the echo of our own scrolling */
  #known: number;
  /** the reader has scrolled, and the event of it is still to come */
  #heard = false;
  #newest: string | undefined;

  constructor(viewport: HTMLElement, rows: DrawnRows, place: Place) {
    this.#viewport = viewport;
    this.#rows = rows;
    this.#place = place;
    this.#known = viewport.scrollTop;
    this.#newest = this.#lastKey();
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

  /** Call before restore(), on what the reader has before them: a scroll whose event is still to come is not undone. */
  notice(newestLoaded: boolean): void {
    const { scrollTop } = this.#viewport;
    // What has become shorter is moved by the browser itself, up and to its end: no reader does both at once.
    const shortened = scrollTop < this.#known && this.distanceToEnd < 1;
    if (scrollTop !== this.#known && !shortened) this.#heard = this.remember(newestLoaded);
  }

  /**
   * Something scrolled; answers whether it was the reader. Without the newest messages loaded, the end is just another
   * row.
   */
  remember(newestLoaded: boolean): boolean {
    if (this.#viewport.scrollTop === this.#known) {
      const heard = this.#heard;
      this.#heard = false;
      return heard;
    }
    this.#known = this.#viewport.scrollTop;
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
    this.#newest = this.#lastKey();
    // Also when the browser itself moved it, because what is there has become shorter.
    this.#known = this.#viewport.scrollTop;
  }

  /** Goes somewhere by intent: the end after sending, the unread divider on opening. */
  moveTo(place: Place): void {
    this.#place = place;
    this.restore();
  }

  /** The key of the lowest row whose end is on screen. */
  lastSeen(): string | undefined {
    const lower = this.#viewport.getBoundingClientRect().bottom;
    return this.#rows.keyAt(this.#rows.firstIndex((row) => row.bottom > lower + 1) - 1);
  }

  /** The key of the highest row that is at least partly on screen. */
  firstSeen(): string | undefined {
    return this.#topRow()?.key;
  }

  /** This row begins below the viewport's lower edge; one that is not mounted does so too. */
  isBelow(key: string): boolean {
    const row = this.#rows.find(key);
    return (
      row === undefined || row.getBoundingClientRect().top >= this.#viewport.getBoundingClientRect().bottom
    );
  }

  /** How many rows begin below the viewport's lower edge. */
  rowsBelow(): number {
    const lower = this.#viewport.getBoundingClientRect().bottom;
    return this.#rows.length - this.#rows.firstIndex((row) => row.top >= lower);
  }

  #alignEnd(): void {
    const last = this.#rows.length - 1;
    const key = this.#rows.keyAt(last);
    const arrived = key !== undefined && key !== this.#newest && this.#newest !== undefined;
    const height = this.#rows.at(last)?.offsetHeight ?? 0;
    // A message taller than the screen is read from its beginning (U12).
    if (arrived && !this.#rows.isMine(last) && height > this.viewportHeight)
      this.moveTo({ kind: "row", key, offset: 0 });
    else this.#scrollTo(this.#viewport.scrollHeight - this.#viewport.clientHeight);
  }

  #alignRow({ key, offset }: RowPlace): void {
    const row = this.#rows.find(key);
    if (row === undefined) return;
    const wanted = typeof offset === "number" ? offset : offset.screens * this.viewportHeight;
    const moved = row.getBoundingClientRect().top - this.#viewport.getBoundingClientRect().top - wanted;
    if (Math.abs(moved) >= 1) this.#scrollTo(this.#viewport.scrollTop + moved);
  }

  #scrollTo(top: number): void {
    if (Math.abs(this.#viewport.scrollTop - top) >= 1) this.#viewport.scrollTop = top;
  }

  #lastKey(): string | undefined {
    return this.#rows.keyAt(this.#rows.length - 1);
  }

  #topRow(): RowPlace | undefined {
    const upper = this.#viewport.getBoundingClientRect().top;
    const index = this.#rows.firstIndex((row) => row.bottom > upper);
    const key = this.#rows.keyAt(index);
    const row = this.#rows.at(index);
    if (row === undefined || key === undefined) return undefined;
    return { kind: "row", key, offset: row.getBoundingClientRect().top - upper };
  }
}
