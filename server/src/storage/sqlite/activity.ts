import type { Clock } from "../../domain/ports.ts";
import type { Place } from "./activity-writes.ts";
import type { Effect } from "./effect.ts";
import { type KeyedMatch, type MatchRow, toKeyedMatch } from "./match-row.ts";
import type { Reader } from "./reader.ts";
import type { WriteQueue } from "./write-queue.ts";

/** How long a change may wait to be taken over. It bounds what a start after a crash has to read, nothing else. */
const FOLD_AFTER_MS = 2_000;
/** Matches that one write takes over: a few milliseconds, so that the messages beside it do not wait. */
const FOLDED_AT_ONCE = 128;

/** What the match table does not know yet about a match; 0: what it knows still holds. */
export interface Moved extends KeyedMatch {
  active: number;
  changed: number;
  ended: boolean;
}

interface ActivityOptions {
  reader: Reader;
  queue: WriteQueue;
  clock: Clock;
  onError: (error: unknown) => void;
}

/**
 * Where the matches are in the lists of their members. A message would dirty five pages to move its match in two lists;
 * instead it appends to the journal, in its own transaction, and moves here. From time to time everything that moved is
 * folded into the match table, once for each match however often it moved, and the journal is cut.
 *
 * A list is the table with what moved on top, so it is exact at every moment. Two rules keep it so, also for tokens:
 * positions get here in the order of commits and before anybody hears of the commit (WriteQueue), and the table learns
 * positions from here alone. After a crash the journal says what the table missed.
 */
export class Activity {
  readonly #options: ActivityOptions;
  readonly #moved = new Map<number, Moved>();
  readonly #byMember = new Map<string, Set<Moved>>();
  #newest = 0;
  #cancelTimer: (() => void) | undefined;
  #folding: Promise<void> | undefined;
  #stopped = false;

  constructor(options: ActivityOptions) {
    this.#options = options;
  }

  /** Reads what was journalled and not folded; to be called once, before anything is written. */
  recover(): void {
    const rows = this.#options.reader.all<MatchRow & { position: number; effect: Effect }>(`
      SELECT journal.position, journal.effect, key, id, member_a, member_b, created_at
      FROM journal JOIN match ON match.key = journal.match
      WHERE journal.position > match.changed
      ORDER BY journal.position`);
    for (const row of rows) this.note(toKeyedMatch(row), row.position, row.effect);
  }

  note({ key, match }: KeyedMatch, position: number, effect: Effect): void {
    let moved = this.#moved.get(key);
    if (moved === undefined) {
      moved = { key, match, active: 0, changed: 0, ended: false };
      this.#moved.set(key, moved);
      for (const member of match.members) {
        const others = this.#byMember.get(member);
        if (others === undefined) this.#byMember.set(member, new Set([moved]));
        else others.add(moved);
      }
    }
    moved.changed = position;
    if (effect === "activity") moved.active = position;
    if (effect === "end") moved.ended = true;
    this.#newest = position;
    this.#schedule();
  }

  /** What moved among this member's matches. */
  of(userId: string): Moved[] {
    return [...(this.#byMember.get(userId) ?? [])];
  }

  /** Takes over everything that has moved up to now; resolves when that is durable. */
  fold(): Promise<void> {
    this.#folding ??= this.#fold().finally(() => {
      this.#folding = undefined;
      if (this.#moved.size > 0) this.#schedule();
    });
    return this.#folding;
  }

  /** Folds for the last time. Where that fails, the journal keeps what is missing for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    await this.fold();
    // The one that was just under way did not have what came meanwhile.
    if (this.#moved.size > 0) await this.fold();
  }

  async #fold(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const newest = this.#newest;
    const moved = [...this.#moved.values()];
    for (let start = 0; start < moved.length; start += FOLDED_AT_ONCE)
      await this.#take(moved.slice(start, start + FOLDED_AT_ONCE));
    while (await this.#options.queue.add("trim", newest));
  }

  async #take(moved: readonly Moved[]): Promise<void> {
    const places = moved.map(
      ({ key, active, changed, ended }): Place => [key, active, changed, ended ? 1 : 0],
    );
    await this.#options.queue.add("fold", places, {
      committed: () => {
        for (const [index, each] of moved.entries())
          if (each.changed === places[index]?.[2]) this.#forget(each);
      },
    });
  }

  #forget(moved: Moved): void {
    this.#moved.delete(moved.key);
    for (const member of moved.match.members) {
      const others = this.#byMember.get(member);
      others?.delete(moved);
      if (others?.size === 0) this.#byMember.delete(member);
    }
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#cancelTimer ??= this.#options.clock.after(FOLD_AFTER_MS, () => {
      this.#cancelTimer = undefined;
      this.fold().catch(this.#options.onError);
    });
  }
}
