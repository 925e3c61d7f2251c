import type { ChatContext } from "./chat-context.ts";
import { retryDelay } from "./retry-delay.ts";

/** Scrolling passes many messages; the server is told of the last of them this often (U19). */
const THROTTLE_MS = 500;

/**
 * How far the person has read: shown at once, told to the server soon, and told again until it is known there. What
 * other devices read comes in through `learned`. Marks only ever rise (U20).
 */
export class ReadMarks {
  private readonly context: ChatContext;
  /** conversations that the server has to be told of, and what stops their timers */
  private readonly untold = new Map<string, () => void>();

  constructor(context: ChatContext) {
    this.context = context;
  }

  seen(matchId: string, seq: number): void {
    const { model, tell } = this.context;
    const match = model.matches.get(matchId);
    if (!match) return;
    const head = Math.max(match.head, model.rooms.get(matchId)?.timeline?.cursor ?? 0);
    const reached = Math.min(seq, head);
    if (!this.learned(matchId, reached)) return;
    tell({ type: "read", matchId, seq: reached });
    if (!this.untold.has(matchId)) this.later(matchId, THROTTLE_MS, 0);
  }

  /** Answers whether it is further than what was known. */
  learned(matchId: string, seq: number): boolean {
    const { model } = this.context;
    if (seq <= model.readSeq(matchId)) return false;
    model.reads.set(matchId, seq);
    model.touch(matchId);
    return true;
  }

  /** After a sync: a mark that the server still does not have was another tab's to tell, and that tab is gone. */
  tellForgotten(): void {
    for (const matchId of this.context.model.reads.keys())
      if (!this.untold.has(matchId)) this.later(matchId, 0, 0);
  }

  /** The network is back, or the document is being hidden: the last moment that is certain to come. */
  hasten(): void {
    for (const [matchId, cancel] of [...this.untold]) {
      cancel();
      void this.send(matchId, 0);
    }
  }

  private later(matchId: string, delay: number, failures: number): void {
    const cancel = this.context.scope.after(delay, () => void this.send(matchId, failures));
    this.untold.set(matchId, cancel);
  }

  private async send(matchId: string, failures: number): Promise<void> {
    const { model, api, random, device } = this.context;
    // It stays untold; when the network is back, `hasten` goes on.
    if (!device.online()) return;
    const seq = model.readSeq(matchId);
    const outcome = await api.read(matchId, seq);
    if (!outcome.ok && (outcome.retry || outcome.code === "unauthenticated"))
      this.later(
        matchId,
        Math.max(outcome.retryAfter ?? 0, retryDelay(failures + 1, random.fraction())),
        failures + 1,
      );
    else if (outcome.ok && model.readSeq(matchId) > seq) this.later(matchId, THROTTLE_MS, 0);
    else this.untold.delete(matchId);
  }
}
