/** The message rows in the document: they carry `data-key`, in their order, before one that does not. */
export class DrawnRows {
  /** live: the browser keeps it, and where it was last looked into */
  readonly #elements: HTMLCollectionOf<Element>;

  constructor(list: HTMLElement) {
    this.#elements = list.getElementsByClassName("message");
  }

  get length(): number {
    const { length } = this.#elements;
    // Somebody who is typing stands below the last message.
    const below = this.#elementAt(length - 1)?.dataset["key"] === undefined ? 1 : 0;
    return Math.max(0, length - below);
  }

  /** The part of a row that the reader's place depends on: below its separators, which come and go with history. */
  at(index: number): HTMLElement | undefined {
    return bubbleOf(this.#elementAt(index));
  }

  isMine(index: number): boolean {
    return this.#elementAt(index)?.dataset["mine"] !== undefined;
  }

  keyAt(index: number): string | undefined {
    return this.#elementAt(index)?.dataset["key"];
  }

  find(key: string): HTMLElement | undefined {
    return bubbleOf(document.getElementById(rowId(key)) ?? undefined);
  }

  /** The first row for which a test that is false and then true for good turns true; the length when it never does. */
  firstIndex(turned: (row: DOMRect) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.at(middle);
      if (row !== undefined && turned(row.getBoundingClientRect())) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #elementAt(index: number): HTMLElement | undefined {
    const element = this.#elements[index];
    return element instanceof HTMLElement ? element : undefined;
  }
}

/** The id of a row, by which the browser finds it without looking through all. */
export function rowId(key: string): string {
  return `row-${key}`;
}

function bubbleOf(row: HTMLElement | undefined): HTMLElement | undefined {
  const bubble = row?.getElementsByClassName("bubble")[0];
  return bubble instanceof HTMLElement ? bubble : undefined;
}
