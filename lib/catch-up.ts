import type { ChatContext } from "./chat-context.ts";
import type { Room } from "./chat-model.ts";
import type { Failure } from "./outcome.ts";
import { retryDelay } from "./retry-delay.ts";
import { hear, isBehind, type LogEntry, receive } from "./timeline.ts";

/** A reordered push may still come; what has not come by then is fetched (G8: at most 2 s after a gap shows). */
const REORDER_MS = 500;
/** Conversations that are fetched for at a time. */
const PARALLEL = 4;
/** More missed events than this are not fetched one by one: the newest page is one answer, history can be scrolled to. */
const FAR_BEHIND = 2_000;

interface CatchUpHooks {
  /** Entries were fetched: what a push would have caused has to happen. */
  fetched(matchId: string, entries: readonly LogEntry[]): void;
  /** The server cannot serve our cursor. */
  reset(matchId: string): void;
  /** So much was missed that loading the conversation anew is cheaper. */
  farBehind(matchId: string): void;
  /** The log is another one since a backup was restored. */
  epochChanged(): void;
  /** The conversation is not ours to read, or not there. */
  refused(room: Room, failure: Failure): void;
}

/** Keeps the loaded timelines without gaps: one fetch at a time for each conversation, a few at a time for all. */
export class CatchUp {
  private readonly context: ChatContext;
  private readonly hooks: CatchUpHooks;
  /** conversations with a timer that will look again */
  private readonly waiting = new Map<string, () => void>();
  private readonly queue = new Set<string>();
  private readonly pulling = new Set<string>();
  private readonly failures = new Map<string, { count: number; retryAfter: number }>();

  constructor(context: ChatContext, hooks: CatchUpHooks) {
    this.context = context;
    this.hooks = hooks;
  }

  /** Applies what a push or an answer brought. */
  receive(matchId: string, entries: readonly LogEntry[]): void {
    const room = this.context.model.rooms.get(matchId);
    if (!room?.timeline) return;
    this.context.model.setTimeline(room, receive(room.timeline, entries));
    this.later(matchId);
  }

  hear(matchId: string, head: number): void {
    const room = this.context.model.rooms.get(matchId);
    if (!room?.timeline) return;
    this.context.model.setTimeline(room, hear(room.timeline, head));
    this.later(matchId);
  }

  /** Does not wait for reordered pushes: called when pushes surely were missed. */
  now(matchId: string): void {
    if (!this.isBehind(matchId) || this.pulling.has(matchId)) return;
    this.cancel(matchId);
    this.queue.add(matchId);
    this.next();
  }

  /** After a reconnect or a sync: everything that is loaded and behind, the conversation on screen first. */
  all(): void {
    const { openMatchId, rooms } = this.context.model;
    // The network works: a fetch that still fails was begun before it did, and is made again soon (G8).
    this.failures.clear();
    if (openMatchId !== undefined) this.now(openMatchId);
    for (const matchId of rooms.keys()) this.now(matchId);
  }

  private later(matchId: string, delay: number = REORDER_MS): void {
    if (!this.isBehind(matchId)) this.cancel(matchId);
    else if (!this.waiting.has(matchId) && !this.queue.has(matchId) && !this.pulling.has(matchId))
      this.waiting.set(
        matchId,
        this.context.scope.after(delay, () => this.now(matchId)),
      );
  }

  private cancel(matchId: string): void {
    this.waiting.get(matchId)?.();
    this.waiting.delete(matchId);
  }

  private isBehind(matchId: string): boolean {
    const timeline = this.context.model.rooms.get(matchId)?.timeline;
    return timeline !== undefined && isBehind(timeline);
  }

  private next(): void {
    for (const matchId of this.queue) {
      if (this.pulling.size >= PARALLEL) return;
      this.queue.delete(matchId);
      this.pulling.add(matchId);
      void this.pull(matchId).finally(() => {
        this.pulling.delete(matchId);
        // The answer may have told of still more, and a failure waits for its back-off.
        this.later(matchId, this.backOff(matchId));
        this.next();
      });
    }
  }

  /** Fetches until nothing is missing; ends early when the answer says that this cannot work. */
  private async pull(matchId: string): Promise<void> {
    const { model, api, counters } = this.context;
    while (this.isBehind(matchId)) {
      const room = model.rooms.get(matchId);
      const after = room?.timeline?.cursor;
      if (!room || after === undefined) return;
      if ((room.timeline?.known ?? 0) - after > FAR_BEHIND) return this.hooks.farBehind(matchId);
      counters.pulls += 1;
      const asked = model.epoch;
      const outcome = await api.events(matchId, { after, epoch: asked });
      if (!outcome.ok) return this.failed(room, outcome);
      // Everything was loaded anew meanwhile: this answer is about a log that is gone.
      if (model.epoch !== asked || model.rooms.get(matchId) !== room) continue;
      if ("reset" in outcome.value) return this.hooks.reset(matchId);
      const { epoch, events, head } = outcome.value;
      if (model.epoch !== undefined && epoch !== model.epoch) return this.hooks.epochChanged();
      this.receive(matchId, events);
      this.hear(matchId, head);
      this.hooks.fetched(matchId, events);
      // A hint can be ahead of what the server lets us read: then it is asked again later, not at once.
      if (events.length === 0) return this.countFailure(matchId, 0);
      this.failures.delete(matchId);
    }
  }

  private failed(room: Room, failure: Failure): void {
    this.countFailure(room.matchId, failure.retryAfter ?? 0);
    if (!failure.retry) this.hooks.refused(room, failure);
  }

  private countFailure(matchId: string, retryAfter: number): void {
    this.context.counters.pullFailures += 1;
    this.failures.set(matchId, { count: (this.failures.get(matchId)?.count ?? 0) + 1, retryAfter });
  }

  private backOff(matchId: string): number {
    const failed = this.failures.get(matchId);
    if (!failed) return REORDER_MS;
    return Math.max(failed.retryAfter, retryDelay(failed.count, this.context.random.fraction()));
  }
}
