/** What happened, one line each: to read, and a hash of all of them to compare two runs by. */
export class Trace {
  readonly #lines: string[] = [];
  #hash = 0x811c9dc5;

  note(time: number, text: string): void {
    const line = `${(time / 1_000).toFixed(4)} ${text}`;
    this.#lines.push(line);
    // FNV-1a: two runs that differ in one letter of one line differ in it.
    for (let at = 0; at < line.length; at += 1)
      this.#hash = Math.imul(this.#hash ^ line.charCodeAt(at), 0x01000193);
  }

  get hash(): string {
    return `${this.#lines.length}-${(this.#hash >>> 0).toString(16).padStart(8, "0")}`;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }
}
