import { AppError } from "./app-error.ts";
import { KeyedQueue } from "./keyed-queue.ts";
import { type Draft, fulfils, type Head, headOf, nextRow } from "./log-head.ts";
import type { Cache, Clock, LogRow, MatchRecord, Random, Store } from "./ports.ts";

/** Two nodes that race in one conversation lose a position to each other now and then, never fifty times in a row. */
const ATTEMPTS = 50;
/** Full jitter between attempts, in milliseconds: about the time of one durable insert. */
const JITTER_MS = { min: 1, max: 20 };

export interface Entry {
  match: MatchRecord;
  /** a member of the match */
  actorId: string;
  clientMessageId: string;
  draft: Draft;
  /** Rejects when the draft may not follow this head. Asked again whenever another event took the position. */
  rule?: (head: Head) => Promise<void>;
}

interface Options {
  store: Store;
  clock: Clock;
  random: Random;
  /** the newest confirmed row of each match that was written to lately; may lag behind another node, never lead */
  heads: Cache<Head>;
  /** Told of every row that became durable, in the order of the log. Must return at once and never throw. */
  onAppended: (match: MatchRecord, row: LogRow) => void;
}

/**
 * The one way into a conversation's log, for events of every kind: compare-and-append.
 *
 * A row is inserted at head + 1 under a unique key, only after everything up to head was confirmed. So whatever
 * was checked against that head is exact at the row's position: nothing follows a `close` (G13), numbers have no
 * gap (G5) and belong to one event for ever (G4). A second unique key, clientMessageId, makes each attempt
 * repeatable (G3); what it stored is confirmed also where it would not be accepted any more. The queue keeps the
 * sends of this process in order and leaves conflicts to other nodes.
 *
 * When the store cannot say what happened, the outcome is unknown (G2): the head is forgotten and the failure
 * goes to the caller, who may repeat with the same clientMessageId.
 */
export class EventLog {
  readonly #options: Options;
  readonly #queue: KeyedQueue;

  constructor(options: Options) {
    this.#options = options;
    this.#queue = new KeyedQueue({ clock: options.clock });
  }

  /**
   * Resolves once the event is durable; `created` is false when an earlier attempt had stored it.
   * @throws AppError `client_message_id_reused`, `match_closed`, `unavailable`, or what the rule rejects with
   */
  append(entry: Entry): Promise<{ row: LogRow; created: boolean }> {
    return this.#queue.run(entry.match.id, () => this.#append(entry));
  }

  async #append(entry: Entry): Promise<{ row: LogRow; created: boolean }> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const head = this.#options.heads.get(entry.match.id) ?? (await this.#readHead(entry.match.id));
      const refusal = head.closed || entry.rule ? await refusalOf(entry, head) : undefined;
      const row = refusal === undefined ? await this.#insert(entry, head) : undefined;
      if (row !== undefined) return { row, created: true };
      // Only now: nearly every event is a new one, and the keys of the insert say so at no extra cost.
      const earlier = await this.#earlier(entry);
      if (earlier !== undefined) return { row: earlier, created: false };
      if (refusal !== undefined) throw refusal.reason;
      await this.#pause();
    }
    throw new AppError("unavailable", "The conversation is too busy right now", { retryAfter: 1 });
  }

  async #readHead(matchId: string): Promise<Head> {
    return headOf(await this.#options.store.log.last(matchId));
  }

  /** What an earlier attempt with this clientMessageId stored. */
  async #earlier({ match, actorId, clientMessageId, draft }: Entry): Promise<LogRow | undefined> {
    const row = await this.#options.store.log.findByClientMessageId(match.id, actorId, clientMessageId);
    if (row !== undefined && !fulfils(row.event, draft)) throw new AppError("client_message_id_reused");
    return row;
  }

  /** Undefined when another event took the position, or an earlier attempt the clientMessageId. */
  async #insert(entry: Entry, head: Head): Promise<LogRow | undefined> {
    const { store, clock, heads, onAppended } = this.#options;
    const { match } = entry;
    const row = nextRow(head, { ...entry, now: clock.now() });
    let isStored = false;
    try {
      isStored = (await store.log.insert(match, row)) === "stored";
    } finally {
      // Unless the insert is known to have made this row the head, nobody knows what the head is.
      if (isStored) heads.set(match.id, headOf(row));
      else heads.delete(match.id);
    }
    if (!isStored) return undefined;
    onAppended(match, row);
    return row;
  }

  #pause(): Promise<void> {
    const { clock, random } = this.#options;
    const milliseconds = JITTER_MS.min + random.fraction() * (JITTER_MS.max - JITTER_MS.min);
    return new Promise((resolve) => {
      clock.after(milliseconds, resolve);
    });
  }
}

/** Why the entry may not follow this head; undefined when it may. */
async function refusalOf({ rule }: Entry, head: Head): Promise<{ reason: unknown } | undefined> {
  try {
    if (head.closed) throw new AppError("match_closed");
    await rule?.(head);
    return undefined;
  } catch (reason) {
    return { reason };
  }
}
