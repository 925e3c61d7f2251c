import type { Message } from "@duologue/protocol/models";
import type { ChatContext } from "./chat-context.ts";
import {
  due,
  type EntryKey,
  hastened,
  held,
  keptPart,
  nextDue,
  type Pending,
  rejected,
  started,
  uncertain,
} from "./outbox.ts";
import type { Failure } from "./outcome.ts";
import { retryDelay } from "./retry-delay.ts";

/** Messages of different conversations that are on their way at a time. */
const PARALLEL = 4;

interface DrainHooks {
  /** The answer brought the stored message. */
  arrived(message: Message): void;
  /** The server takes this browser for another person. */
  notMe(): void;
}

/**
 * Sends what is in the outbox. The leading tab sends for all tabs. A message that its own tab sees waiting is sent by that
 * tab too, with everything written before it: the leader may be asleep, and two senders of one id make one message (G3).
 */
export class OutboxDrain {
  private readonly context: ChatContext;
  private readonly hooks: DrainHooks;
  private hasInherited = false;
  private holds = 0;
  private inFlight = 0;
  private cancelWake = () => {};

  constructor(context: ChatContext, hooks: DrainHooks) {
    this.context = context;
    this.hooks = hooks;
  }

  /** This tab leads, and knows what was left to it. */
  begin(): void {
    this.hasInherited = true;
    this.pump();
  }

  /** Sends nothing before this is done: it may bring what was written before the rest (G6). */
  async after(look: Promise<void>): Promise<void> {
    this.holds += 1;
    try {
      await look;
    } finally {
      this.holds -= 1;
    }
    this.pump();
  }

  /** The network is back: nothing waits for its back-off. */
  hasten(): void {
    const { model } = this.context;
    model.outbox = hastened(model.outbox);
    this.pump();
  }

  /** Sends what is due, and looks again when the next becomes due. */
  pump(): void {
    const { model, clock, device, scope } = this.context;
    this.cancelWake();
    if (!model.verified || !device.online() || this.holds > 0) return;
    const now = clock.monotonic();
    for (const entry of due(model.outbox, now, (queue) => this.sendsFor(queue))) {
      if (this.inFlight >= PARALLEL) return;
      void this.attempt(entry);
    }
    const next = nextDue(model.outbox);
    if (next !== undefined && next > now) this.cancelWake = scope.after(next - now, () => this.pump());
  }

  private sendsFor(queue: readonly Pending[]): boolean {
    const leads = this.hasInherited && this.context.leading();
    return leads || queue.some((entry) => entry.own && entry.waiting);
  }

  private async attempt(entry: Pending): Promise<void> {
    const { model, api, counters } = this.context;
    const { matchId, clientMessageId, content, replyTo } = entry;
    model.setOutbox(started(model.outbox, entry), matchId);
    this.inFlight += 1;
    counters.sends += 1;
    const outcome = await api.send(matchId, {
      content,
      clientMessageId,
      ...(replyTo === null ? {} : { replyTo }),
    });
    this.inFlight -= 1;
    if (outcome.ok) this.sent(entry, outcome.value);
    else if (outcome.retry || outcome.code === "unauthenticated") this.postpone(entry, outcome);
    else this.reject(entry, outcome);
    this.pump();
  }

  private sent(entry: Pending, message: Message): void {
    if (message.senderId === this.context.model.me.id) this.hooks.arrived(message);
    else {
      // The browser's session is another person's by now: nothing more may go out in this one's name (R9).
      this.postpone(entry, { code: "unauthenticated" });
      this.hooks.notMe();
    }
  }

  private postpone(entry: Pending, { code, retryAfter = 0 }: Pick<Failure, "code"> & Partial<Failure>): void {
    const { model, clock, random, counters } = this.context;
    counters.sendRetries += 1;
    const wait = Math.max(retryAfter, retryDelay(entry.attempts + 1, random.fraction()));
    const until = clock.monotonic() + wait;
    model.setOutbox(uncertain(model.outbox, entry, until), entry.matchId);
    // The limit is the person's, not the conversation's.
    if (code === "rate_limited") model.setOutbox(held(model.outbox, until), entry.matchId);
  }

  private reject(entry: Pending, { code }: Failure): void {
    const { model, storage, counters, tell } = this.context;
    counters.sendRejections += 1;
    const known = code === "network" ? "internal" : code;
    model.setOutbox(rejected(model.outbox, entry, known), entry.matchId);
    void storage.putOutbox(model.me.id, { ...keptPart(entry), failed: known });
    tell({ type: "outbox-failed", key: keyOf(entry), code: known });
  }
}

function keyOf({ matchId, clientMessageId }: EntryKey): EntryKey {
  return { matchId, clientMessageId };
}
