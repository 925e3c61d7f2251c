/** How long a test waits for what it expects before it says what came instead. Nothing ever waits this long on purpose. */
const PATIENCE_MS = 10_000;

/**
 * What has arrived and was not asked for yet, in order, by name. Nothing that comes before a test waits for it is
 * lost, so no test needs to sleep or to listen in time.
 */
export class Inbox<Contents extends object> {
  readonly #arrived: { name: keyof Contents; item: Contents[keyof Contents] }[] = [];
  readonly #waiting = new Set<() => void>();
  #ended: string | undefined;

  put<Name extends keyof Contents>(name: Name, item: Contents[Name]): void {
    this.#arrived.push({ name, item });
    this.#wake();
  }

  /** Nothing more will come; whoever waits in vain is told why. */
  end(reason: string): void {
    this.#ended = reason;
    this.#wake();
  }

  /** Takes the oldest item of this name as soon as there is one; with a condition, drops those for which it does not hold. */
  async next<Name extends keyof Contents>(
    name: Name,
    holds: (item: Contents[Name]) => boolean = () => true,
  ): Promise<Contents[Name]> {
    const late = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const item = this.#take(name);
      if (item !== undefined) {
        if (holds(item)) return item;
        continue;
      }
      if (this.#ended !== undefined || late.aborted)
        throw new Error(
          `no ${String(name)} came (${this.#ended ?? "in time"}); there is: ${this.#inventory()}`,
        );
      await this.#change(late);
    }
  }

  /** The names of everything that was not taken. */
  get names(): (keyof Contents)[] {
    return this.#arrived.map(({ name }) => name);
  }

  /** Everything of this name that was not taken; it stays. */
  peek<Name extends keyof Contents>(name: Name): Contents[Name][] {
    return this.#arrived.filter((entry) => entry.name === name).map(({ item }) => item as Contents[Name]);
  }

  #take<Name extends keyof Contents>(name: Name): Contents[Name] | undefined {
    const at = this.#arrived.findIndex((entry) => entry.name === name);
    return at < 0 ? undefined : (this.#arrived.splice(at, 1)[0]?.item as Contents[Name]);
  }

  #change(late: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        late.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      late.addEventListener("abort", wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #inventory(): string {
    return this.names.map(String).join(", ") || "nothing";
  }
}
