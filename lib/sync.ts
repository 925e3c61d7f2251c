import type { ChatCounters } from "./chat-counters.ts";
import type { ClientClock, ClientRandom, Device } from "./chat-ports.ts";
import type { Failure, Outcome } from "./outcome.ts";
import { retryDelay } from "./retry-delay.ts";
import type { Scope } from "./scope.ts";

/*
 * The safety net of G8: whatever pushes were lost, asking "what changed since my token" finds it.
 *
 *   trigger ──▶ running ──▶ idle ──▶ (20–30 s while visible) ──▶ running …
 *                  │ ▲
 *           failure│ │ back-off 1–30 s with jitter, or what the server asked for
 *                  ▼ │
 *                waiting
 *
 * It runs on connect, on `online`, on becoming visible, after sleep and periodically. One run at a time: a trigger
 * during a run makes it take one more step, for what may have changed behind its back.
 */

/** G8 allows 30 s for a lost push, so the random period stays below it. */
const PERIOD_MIN_MS = 20_000;
const PERIOD_MAX_MS = 30_000;
/** How often the clock is looked at, and by how much more it must have moved to have slept. */
const TICK_MS = 5_000;
const SLEPT_MS = 10_000;

export interface SyncPorts {
  scope: Scope;
  clock: ClientClock;
  random: ClientRandom;
  device: Device;
  counters: ChatCounters;
  /** One step: loads the list when there is no token yet, else asks for changes and applies them. */
  step(): Promise<Outcome<SyncStep>>;
  /** After each complete run. */
  done(): void;
  /** The device slept: connections may be dead without knowing it. */
  woke(): void;
}

/** hasMore: there are more changes right now. */
export interface SyncStep {
  hasMore: boolean;
}

export class Sync {
  private readonly ports: SyncPorts;
  private started = false;
  private running = false;
  private again = false;
  private failures = 0;
  /** when the last step began */
  private askedAt = 0;
  /** the server asked for silence until then */
  private heldUntil = 0;
  private cancelNext = () => {};

  constructor(ports: SyncPorts) {
    this.ports = ports;
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    this.watchSleep(this.ports.clock.now());
    this.trigger();
  }

  stop(): void {
    this.started = false;
    this.cancelNext();
  }

  /** Something says that there may be news. */
  trigger(): void {
    if (this.running) this.again = true;
    else if (this.started && this.ports.clock.monotonic() >= this.heldUntil) void this.run();
  }

  private async run(): Promise<void> {
    this.cancelNext();
    this.running = true;
    const failure = await this.steps();
    this.running = false;
    if (!this.started) return;
    if (failure) this.failed(failure);
    else this.succeeded();
  }

  private async steps(): Promise<Failure | undefined> {
    for (;;) {
      this.again = false;
      this.ports.counters.syncs += 1;
      this.askedAt = this.ports.clock.monotonic();
      const outcome = await this.ports.step();
      if (!outcome.ok) return outcome;
      const more = outcome.value.hasMore || this.again;
      if (!this.started || !more) return undefined;
    }
  }

  private failed({ retryAfter = 0 }: Failure): void {
    this.ports.counters.syncFailures += 1;
    this.failures += 1;
    // A trigger came after what failed had begun: the network may be back only since then.
    if (this.again && retryAfter === 0) return void this.run();
    const now = this.ports.clock.monotonic();
    this.heldUntil = now + retryAfter;
    // What failed may have hung for long: from one question to the next it is never more than the period.
    const untilDue = this.askedAt + PERIOD_MAX_MS - now;
    const backOff = Math.min(retryDelay(this.failures, this.ports.random.fraction()), untilDue);
    this.next(Math.max(retryAfter, backOff));
  }

  private succeeded(): void {
    this.failures = 0;
    this.ports.done();
    this.next(PERIOD_MIN_MS + this.ports.random.fraction() * (PERIOD_MAX_MS - PERIOD_MIN_MS));
  }

  /** Becoming visible or online triggers by itself, so nothing runs periodically while hidden or offline. */
  private next(delay: number): void {
    this.cancelNext = this.ports.scope.after(delay, () => {
      const { device } = this.ports;
      if (device.online() && (device.visible() || this.failures > 0)) this.trigger();
    });
  }

  private watchSleep(before: number): void {
    this.ports.scope.after(TICK_MS, () => {
      if (!this.started) return;
      const now = this.ports.clock.now();
      if (now - before > TICK_MS + SLEPT_MS) {
        this.ports.woke();
        this.trigger();
      }
      this.watchSleep(now);
    });
  }
}
