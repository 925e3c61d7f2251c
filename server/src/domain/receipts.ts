import { isoTime } from "./iso-time.ts";
import type { ListUpdates } from "./list-updates.ts";
import type { Membership } from "./membership.ts";
import type { Clock, Fanout, Marks, MatchRecord, Store } from "./ports.ts";
import { membersGive } from "./reciprocal.ts";

interface Options {
  store: Store;
  /** one that never throws */
  fanout: Fanout;
  clock: Clock;
  membership: Membership;
  updates: ListUpdates;
}

/**
 * How far a member has seen a conversation: two watermarks beside the log that only ever rise and never pass its
 * head. What was read was delivered too. Reading is shown to the peer when both give read receipts; delivery always.
 */
export class Receipts {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws AppError `not_found`, `unavailable` */
  async read(userId: string, matchId: string, seq: number): Promise<{ readSeq: number }> {
    const { store, clock, membership, updates } = this.#options;
    const match = await membership.require(userId, matchId);
    const to = await this.#clamped(matchId, seq);
    const at = clock.now();
    // One after the other, so that what rose is known: telling a risen delivery must not tell when a hidden reading was.
    const delivered = await store.marks.raise(match, userId, { deliveredSeq: to, at });
    const marks = await store.marks.raise(match, userId, { readSeq: to, at });
    if (marks.raised) updates.changed(match, [userId]);
    const showsRead = await this.#showsRead(match);
    if (delivered.raised || (marks.raised && showsRead))
      this.#emit(match, userId, showsRead ? marks : withoutRead(marks));
    return { readSeq: marks.readSeq };
  }

  /** @throws AppError `not_found`, `unavailable` */
  async delivered(userId: string, matchId: string, seq: number): Promise<{ deliveredSeq: number }> {
    const { store, clock, membership } = this.#options;
    const match = await membership.require(userId, matchId);
    const deliveredSeq = await this.#clamped(matchId, seq);
    const marks = await store.marks.raise(match, userId, { deliveredSeq, at: clock.now() });
    if (marks.raised) this.#emit(match, userId, (await this.#showsRead(match)) ? marks : withoutRead(marks));
    return { deliveredSeq: marks.deliveredSeq };
  }

  async #clamped(matchId: string, seq: number): Promise<number> {
    const last = await this.#options.store.log.last(matchId);
    return Math.min(seq, last?.event.seq ?? 0);
  }

  #showsRead(match: MatchRecord): Promise<boolean> {
    return membersGive("readReceipts", match, this.#options.store.people);
  }

  #emit(match: MatchRecord, userId: string, { readSeq, deliveredSeq, readAt }: Marks): void {
    this.#options.fanout.toConversation(match.id, "receipt", {
      matchId: match.id,
      userId,
      readSeq,
      deliveredSeq,
      readAt: readAt === null ? null : isoTime(readAt),
    });
  }
}

function withoutRead(marks: Marks): Marks {
  return { ...marks, readSeq: 0, readAt: null };
}
