import type { Background } from "./background.ts";
import type { MatchViews } from "./match-views.ts";
import type { Clock, Fanout, MatchRecord, Store } from "./ports.ts";

/** At most four updates a second for one person and match: it is state, so the latest wins. */
const INTERVAL_MS = 250;
/** Matches that may wait at a time. What is left out reaches its people by their next sync (G8). */
const WAITING_MAX = 20_000;

interface Options {
  store: Store;
  fanout: Fanout;
  clock: Clock;
  views: MatchViews;
  background: Background;
}

interface Waiting {
  match: MatchRecord;
  userIds: Set<string>;
  cancel: () => void;
}

/**
 * Tells people's personal rooms how an entry of their list looks now, off the path of the message that changed it.
 * The state is read when it is told. One match is read by one task at a time, so an older state never comes last.
 */
export class ListUpdates {
  readonly #options: Options;
  readonly #waiting = new Map<string, Waiting>();
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  changed(match: MatchRecord, userIds: readonly string[] = match.members): void {
    const waiting = this.#waiting.get(match.id) ?? this.#start(match);
    for (const userId of userIds) waiting?.userIds.add(userId);
  }

  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  #start(match: MatchRecord): Waiting | undefined {
    if (this.#stopped) return undefined;
    if (this.#waiting.size >= WAITING_MAX) {
      this.#options.background.report(new Error("too many list updates wait; one was left out"));
      return undefined;
    }
    const waiting = { match, userIds: new Set<string>(), cancel: () => {} };
    this.#waiting.set(match.id, waiting);
    this.#schedule(waiting);
    return waiting;
  }

  #schedule(waiting: Waiting): void {
    const { clock, background } = this.#options;
    waiting.cancel = clock.after(INTERVAL_MS, () => background.run(() => this.#tell(waiting)));
  }

  async #tell(waiting: Waiting): Promise<void> {
    const { store, views, fanout } = this.#options;
    const { match, userIds } = waiting;
    const told = [...userIds];
    userIds.clear();
    try {
      const summary = await store.matches.summary(match);
      for (const userId of told)
        fanout.toPerson(userId, "conversation-updated", await views.one(userId, summary));
    } finally {
      if (userIds.size > 0 && !this.#stopped) this.#schedule(waiting);
      else this.#waiting.delete(match.id);
    }
  }
}
