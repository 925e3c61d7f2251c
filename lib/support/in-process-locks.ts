type Held = () => Promise<void>;

interface Holder {
  client: LockClient;
  release: () => void;
}

interface Waiting {
  client: LockClient;
  name: string;
  holder: Holder;
  run: () => Promise<void>;
}

/** The part of the browser's LockManager that is used here, for tabs in one process. */
export class InProcessLocks {
  private readonly waiting: Waiting[] = [];
  private readonly holders = new Map<string, Holder>();

  client(): LockClient {
    return new LockClient(this);
  }

  request(client: LockClient, name: string, signal: AbortSignal, callback: Held): Promise<void> {
    return new Promise((resolve, reject) => {
      const holder = { client, release: () => {} };
      const run = async () => {
        const died = new Promise<void>((release) => {
          holder.release = release;
        });
        await Promise.race([callback(), died]);
        this.holders.delete(name);
        this.next(name);
        resolve();
      };
      const waiting = { client, name, holder, run };
      this.waiting.push(waiting);
      signal.addEventListener("abort", () => {
        const at = this.waiting.indexOf(waiting);
        if (at < 0) return;
        this.waiting.splice(at, 1);
        reject(signal.reason);
      });
      this.next(name);
    });
  }

  /** Its tab is gone: what it holds or waits for is free. */
  died(client: LockClient): void {
    for (let at = this.waiting.length - 1; at >= 0; at -= 1)
      if (this.waiting[at]?.client === client) this.waiting.splice(at, 1);
    for (const holder of this.holders.values()) if (holder.client === client) holder.release();
  }

  private next(name: string): void {
    if (this.holders.has(name)) return;
    const at = this.waiting.findIndex((waiting) => waiting.name === name);
    const [waiting] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (waiting) this.holders.set(name, waiting.holder);
    // Not at once, as in a browser.
    if (waiting) queueMicrotask(() => void waiting.run());
  }
}

/** `navigator.locks` of one tab. */
export class LockClient {
  private readonly locks: InProcessLocks;

  constructor(locks: InProcessLocks) {
    this.locks = locks;
  }

  request(name: string, options: { signal: AbortSignal }, callback: Held): Promise<void> {
    return this.locks.request(this, name, options.signal, callback);
  }

  die(): void {
    this.locks.died(this);
  }
}
