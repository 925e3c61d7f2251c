import type { Message } from "@duologue/protocol/models";
import type { ChatContext } from "./chat-context.ts";
import {
  added,
  delayed,
  type EntryKey,
  find,
  keptPart,
  mayDiscard,
  nextOrder,
  type OutboxEntry,
  rejected,
  removed,
  retried,
  saved,
  stored,
} from "./outbox.ts";
import type { OutboxDrain } from "./outbox-drain.ts";

/** After this long a person should know that a message is not through yet (U30). */
const WAITING_MS = 10_000;
/** A word of another tab that took longer was kept back, as for a tab that was frozen. */
const LATE_MS = 2_000;
/** By then storage has done what a tab that died had asked of it, or never will. */
const LAST_WISHES_MS = 200;

/**
 * What is in the outbox, on screen, in storage and in the other tabs alike: written, retried, taken back, left behind by
 * a tab that died, and done once the log has it. OutboxDrain sends it.
 */
export class Sender {
  private readonly context: ChatContext;
  private readonly drain: OutboxDrain;
  private readonly takenBack = new Set<string>();

  constructor(context: ChatContext, drain: OutboxDrain) {
    this.context = context;
    this.drain = drain;
  }

  write(matchId: string, content: string, replyTo?: number): void {
    const { model, clock, random } = this.context;
    const entry: OutboxEntry = {
      matchId,
      clientMessageId: random.id(),
      content,
      replyTo: replyTo ?? null,
      createdAt: new Date(clock.now()).toISOString(),
      order: nextOrder(model.outbox, clock.now()),
      failed: null,
    };
    model.setOutbox(added(model.outbox, entry, { own: true, kept: false, tried: false }), matchId);
    this.keep(entry, { wasDraft: true });
  }

  retry(key: EntryKey): void {
    const { model, clock } = this.context;
    model.setOutbox(retried(model.outbox, key, clock.now()), key.matchId);
    const entry = find(model.outbox, key);
    if (entry?.phase === "saving") this.keep(keptPart(entry));
  }

  /** The text of an entry that surely is not stored and now is gone; undefined when that is not sure. */
  discard(key: EntryKey): string | undefined {
    const { model, storage, leading, tell } = this.context;
    const entry = find(model.outbox, key);
    // Whether an entry that has not failed was tried is known to the leading tab only.
    if (!entry || !mayDiscard(entry) || (entry.phase !== "failed" && !leading())) return undefined;
    this.discarded(key);
    void storage.removeOutbox(model.me.id, key);
    tell({ type: "outbox-removed", key });
    return entry.content;
  }

  /** Taken back here or in another tab: a look at storage from before must not bring it back. */
  discarded(key: EntryKey): void {
    this.takenBack.add(key.clientMessageId);
    this.remove(key);
  }

  /**
   * Another tab has kept this entry. A late word tells what was: by now its person may have signed out, and everything of
   * theirs be gone. Storage knows what is, and until it has said so, nothing may overtake the entry (G6).
   */
  heard(entry: OutboxEntry): void {
    const isLate = this.context.clock.now() - entry.order > LATE_MS;
    if (isLate) void this.drain.after(this.adopt());
    else this.restore([entry]);
  }

  /** Entries from storage, or from another tab, that this tab does not know. */
  restore(entries: readonly OutboxEntry[]): void {
    const { model } = this.context;
    for (const entry of entries) {
      const known = find(model.outbox, entry);
      // Retried in another tab: it has a new place.
      if (known?.phase === "failed" && entry.failed === null) this.remove(entry);
      else if (known || this.takenBack.has(entry.clientMessageId)) continue;
      model.setOutbox(added(model.outbox, entry, { own: false, kept: true, tried: true }), entry.matchId);
      this.watchDelay(entry);
    }
    this.drain.pump();
  }

  /**
   * This tab leads now. Nothing goes out before it knows what the one before it left: a message that is written here
   * would overtake it (G6).
   */
  async inherit(): Promise<void> {
    await this.adopt();
    await this.adoptLate();
    this.drain.begin();
  }

  /** The tab whose place this one takes, as after a reload, may have asked storage for something just before it died. */
  async adoptLate(): Promise<void> {
    await new Promise<void>((resolve) => this.context.scope.after(LAST_WISHES_MS, resolve));
    await this.adopt();
  }

  /** What a tab kept and could not tell of before it died is in storage: this tab, and whoever leads, must know of it. */
  async adopt(): Promise<void> {
    const { model, storage, scope, tell } = this.context;
    const kept = await scope.within(storage.outbox(model.me.id));
    const unknown = kept.filter((entry) => !find(model.outbox, entry));
    this.restore(kept);
    for (const entry of unknown)
      if (!this.takenBack.has(entry.clientMessageId)) tell({ type: "outbox-put", entry });
  }

  /** Messages that were stored and are not any more: shown as failed, for the person to decide. */
  flag(lost: readonly Message[]): void {
    const { model, storage, clock } = this.context;
    for (const { matchId, clientMessageId, content, replyTo, createdAt } of lost) {
      const key = { matchId, clientMessageId };
      this.remove(key);
      const order = nextOrder(model.outbox, clock.now());
      const entry: OutboxEntry = {
        ...key,
        content: content ?? "",
        replyTo,
        createdAt,
        order,
        failed: "unavailable",
      };
      model.setOutbox(added(model.outbox, entry, { own: true, kept: true, tried: false }), matchId);
      void storage.putOutbox(model.me.id, entry);
    }
  }

  /** The log has this message: an entry of ours with its id has done its work. */
  confirm(message: Message): void {
    const { model, storage, tell } = this.context;
    if (message.senderId !== model.me.id) return;
    const entry = find(model.outbox, message);
    if (!entry || entry.phase === "stored") return;
    model.setOutbox(stored(model.outbox, message), message.matchId);
    void storage.removeOutbox(model.me.id, message);
    tell({ type: "outbox-stored", message });
    this.drain.pump();
  }

  fail(key: EntryKey, code: NonNullable<OutboxEntry["failed"]>): void {
    const { model } = this.context;
    model.setOutbox(rejected(model.outbox, key, code), key.matchId);
  }

  remove(key: EntryKey): void {
    const { model } = this.context;
    model.setOutbox(removed(model.outbox, key), key.matchId);
  }

  /** Stored entries that the transcript shows from the log by now, or that no transcript shows. */
  forgetApplied(matchId: string): void {
    const { model } = this.context;
    const room = model.rooms.get(matchId);
    const cursor = room ? (room.timeline?.cursor ?? 0) : Number.POSITIVE_INFINITY;
    for (const { message } of model.outbox.queues.get(matchId) ?? [])
      if (message && message.seq <= cursor) this.remove(message);
  }

  /** Written to storage before the first attempt, so that no crash loses what was on screen. */
  private keep(entry: OutboxEntry, how?: { wasDraft: boolean }): void {
    const { model, storage, scope, tell } = this.context;
    this.watchDelay(entry);
    const keeping = scope.within(storage.putOutbox(model.me.id, entry, how));
    void keeping.then(() => {
      model.setOutbox(saved(model.outbox, entry), entry.matchId);
      tell({ type: "outbox-put", entry });
      this.drain.pump();
    });
  }

  private watchDelay(key: EntryKey): void {
    this.context.scope.after(WAITING_MS, () => void this.delay(key));
  }

  private async delay(key: EntryKey): Promise<void> {
    const { model, leading } = this.context;
    // From here on this tab may send it by itself, after everything that was written before it in whichever tab.
    if (find(model.outbox, key)?.own && !leading()) await this.adopt();
    model.setOutbox(delayed(model.outbox, key), key.matchId);
    this.drain.pump();
  }
}
