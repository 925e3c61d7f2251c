import type { ErrorCode } from "@duologue/protocol/errors";
import type { Message } from "@duologue/protocol/models";

/*
 * Own messages that the log may not have yet.
 *
 *   saving ──▶ queued ──▶ in-flight ──▶ stored ──▶ (gone, once the transcript shows it from the log)
 *                 ▲            │
 *                 └─ uncertain ┤            unknown outcome: the same id again, later, until an answer comes (G2, G3)
 *                              └─▶ failed   definite rejection: shown with its code; `retry` puts it at the end
 *
 * Invariants
 *  1. An entry keeps its clientMessageId for ever.
 *  2. Nothing is sent before it is kept in storage ("saving").
 *  3. Of one conversation at most one entry is in flight, and it is the oldest that is neither stored nor failed (G6).
 *
 * A definite rejection does not block what was written later: it says that this attempt is not and will never be
 * stored, so the later messages cannot overtake it; and one that can never be accepted would block the rest for ever.
 * To retry it is to say it now: it goes to the end of the queue and of the transcript, with its id.
 * An unknown outcome does block: the message may be in the log or on its way there.
 */
export interface Outbox {
  /** of each conversation in the order written; no empty lists */
  readonly queues: ReadonlyMap<string, readonly Pending[]>;
  /** the server asked for silence until then, in milliseconds of the monotonic clock */
  readonly heldUntil: number;
}

/** What is kept in storage. */
export interface OutboxEntry {
  readonly matchId: string;
  readonly clientMessageId: string;
  readonly content: string;
  readonly replyTo: number | null;
  /** when it was written, by the clock of this device; for display only */
  readonly createdAt: string;
  /** rises with every message that is written on this device */
  readonly order: number;
  readonly failed: ErrorCode | null;
}

export interface Pending extends OutboxEntry {
  readonly phase: "saving" | "queued" | "in-flight" | "stored" | "failed";
  /** an attempt was made, perhaps in another tab or before a reload: its outcome was unknown */
  readonly tried: boolean;
  /** attempts with unknown outcome in this tab, for the back-off */
  readonly attempts: number;
  /** not to be sent before; milliseconds of the monotonic clock */
  readonly notBefore: number;
  /** it takes so long that the person should know */
  readonly waiting: boolean;
  /** written in this tab */
  readonly own: boolean;
  /** the stored message, when phase is "stored" */
  readonly message: Message | undefined;
}

export interface EntryKey {
  matchId: string;
  clientMessageId: string;
}

export const emptyOutbox: Outbox = { queues: new Map(), heldUntil: 0 };

/** The order of the next message: by the clock, and above everything that is here whatever the clock says. */
export function nextOrder(outbox: Outbox, now: number): number {
  let highest = now - 1;
  for (const queue of outbox.queues.values()) highest = Math.max(highest, queue.at(-1)?.order ?? 0);
  return highest + 1;
}

/** Adds an entry: one just written here ("saving"), or one that storage or another tab has ("queued", or failed). */
export function added(
  outbox: Outbox,
  entry: OutboxEntry,
  as: { own: boolean; kept: boolean; tried: boolean },
): Outbox {
  if (find(outbox, entry)) return outbox;
  const waiting: Pending["phase"] = as.kept ? "queued" : "saving";
  const pending: Pending = {
    ...entry,
    phase: entry.failed === null ? waiting : "failed",
    tried: as.tried,
    attempts: 0,
    notBefore: 0,
    waiting: false,
    own: as.own,
    message: undefined,
  };
  const queue = [...(outbox.queues.get(entry.matchId) ?? []), pending];
  return withQueue(outbox, entry.matchId, queue.sort(inOrder));
}

export function find(outbox: Outbox, key: EntryKey): Pending | undefined {
  return outbox.queues.get(key.matchId)?.find((one) => one.clientMessageId === key.clientMessageId);
}

/** What is to be sent now. `mayDrain` says whether this tab sends for a conversation. */
export function due(
  outbox: Outbox,
  now: number,
  mayDrain: (queue: readonly Pending[]) => boolean,
): Pending[] {
  if (now < outbox.heldUntil) return [];
  return heads(outbox).filter((head) => {
    const queue = outbox.queues.get(head.matchId) ?? [];
    return head.phase === "queued" && head.notBefore <= now && mayDrain(queue);
  });
}

/** When to look again, in milliseconds of the monotonic clock; undefined while only an event can change anything. */
export function nextDue(outbox: Outbox): number | undefined {
  const times = heads(outbox)
    .filter((head) => head.phase === "queued")
    .map((head) => Math.max(head.notBefore, outbox.heldUntil));
  return times.length > 0 ? Math.min(...times) : undefined;
}

export const saved = (outbox: Outbox, key: EntryKey): Outbox =>
  changed(outbox, key, (entry) => (entry.phase === "saving" ? { ...entry, phase: "queued" } : entry));

export const started = (outbox: Outbox, key: EntryKey): Outbox =>
  changed(outbox, key, (entry) => ({ ...entry, phase: "in-flight", tried: true }));

/** The log has it: said by the answer, by a push, by a page or by another tab; whichever comes first. */
export const stored = (outbox: Outbox, message: Message): Outbox =>
  changed(outbox, message, (entry) =>
    entry.phase === "stored" ? entry : { ...entry, phase: "stored", failed: null, message },
  );

export const rejected = (outbox: Outbox, key: EntryKey, failed: ErrorCode): Outbox =>
  changed(outbox, key, (entry) => (entry.phase === "stored" ? entry : { ...entry, phase: "failed", failed }));

/** The outcome is unknown, or the server said "later": the same again at `notBefore`. */
export const uncertain = (outbox: Outbox, key: EntryKey, notBefore: number): Outbox =>
  changed(outbox, key, (entry) =>
    entry.phase === "in-flight"
      ? { ...entry, phase: "queued", attempts: entry.attempts + 1, notBefore }
      : entry,
  );

export const delayed = (outbox: Outbox, key: EntryKey): Outbox =>
  changed(outbox, key, (entry) => (entry.waiting ? entry : { ...entry, waiting: true }));

export const held = (outbox: Outbox, until: number): Outbox =>
  until > outbox.heldUntil ? { ...outbox, heldUntil: until } : outbox;

/** Puts a failed entry at the end, to be kept in storage and sent again. `now` in milliseconds since 1970. */
export function retried(outbox: Outbox, key: EntryKey, now: number): Outbox {
  const entry = find(outbox, key);
  if (entry?.phase !== "failed") return outbox;
  const again: OutboxEntry = {
    ...keptPart(entry),
    failed: null,
    createdAt: new Date(now).toISOString(),
    order: nextOrder(outbox, now),
  };
  return added(removed(outbox, key), again, { own: true, kept: false, tried: false });
}

export function removed(outbox: Outbox, key: EntryKey): Outbox {
  const queue = outbox.queues.get(key.matchId);
  if (!queue || !find(outbox, key)) return outbox;
  return withQueue(
    outbox,
    key.matchId,
    queue.filter((entry) => entry.clientMessageId !== key.clientMessageId),
  );
}

/** The network is back: nothing waits for its back-off any more; what the server asked for still holds. */
export function hastened(outbox: Outbox): Outbox {
  const queues = new Map<string, readonly Pending[]>();
  for (const [matchId, queue] of outbox.queues)
    queues.set(
      matchId,
      queue.map((entry) => (entry.notBefore > 0 ? { ...entry, notBefore: 0 } : entry)),
    );
  return { ...outbox, queues };
}

/** The log surely does not have it and nobody is trying: it may be taken back. */
export function mayDiscard(entry: Pending): boolean {
  return entry.phase === "failed" || (entry.phase === "queued" && !entry.tried);
}

/** What of an entry is kept in storage and told to other tabs. */
export function keptPart(entry: OutboxEntry): OutboxEntry {
  const { matchId, clientMessageId, content, replyTo, createdAt, order, failed } = entry;
  return { matchId, clientMessageId, content, replyTo, createdAt, order, failed };
}

/** Of each conversation the oldest entry that is neither stored nor failed. */
function heads(outbox: Outbox): Pending[] {
  const found: Pending[] = [];
  for (const queue of outbox.queues.values()) {
    const head = queue.find((entry) => entry.phase !== "stored" && entry.phase !== "failed");
    if (head) found.push(head);
  }
  return found;
}

function inOrder(a: OutboxEntry, b: OutboxEntry): number {
  return a.order - b.order || (a.clientMessageId < b.clientMessageId ? -1 : 1);
}

function changed(outbox: Outbox, key: EntryKey, change: (entry: Pending) => Pending): Outbox {
  const entry = find(outbox, key);
  const next = entry && change(entry);
  if (!entry || next === entry || !next) return outbox;
  const queue = outbox.queues.get(key.matchId) ?? [];
  return withQueue(
    outbox,
    key.matchId,
    queue.map((one) => (one === entry ? next : one)),
  );
}

function withQueue(outbox: Outbox, matchId: string, queue: readonly Pending[]): Outbox {
  const queues = new Map(outbox.queues);
  if (queue.length > 0) queues.set(matchId, queue);
  else queues.delete(matchId);
  return { ...outbox, queues };
}
