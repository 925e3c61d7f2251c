/** Work that nobody waits for and whose failure is nobody's error but is always heard of. */
export class Background {
  readonly #onError: (error: unknown) => void;
  readonly #underWay = new Set<Promise<void>>();

  constructor({ onError }: { onError: (error: unknown) => void }) {
    this.#onError = onError;
  }

  /** How many tasks have not settled. */
  get underWay(): number {
    return this.#underWay.size;
  }

  run(task: () => Promise<void>): void {
    const work = task()
      .catch(this.#onError)
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  report(error: unknown): void {
    this.#onError(error);
  }

  /** Resolves once everything has settled that was started until then. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}
