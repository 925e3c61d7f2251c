/** A door that calls wait at: nothing is asked in a person's name before the server has confirmed who that is (R9). */
export class Gate {
  private waiting = Promise.withResolvers<void>();
  private opened = false;

  get isOpen(): boolean {
    return this.opened;
  }

  open(): void {
    this.opened = true;
    this.waiting.resolve();
  }

  close(): void {
    if (!this.opened) return;
    this.opened = false;
    this.waiting = Promise.withResolvers<void>();
  }

  async pass(): Promise<void> {
    while (!this.opened) await this.waiting.promise;
  }
}
