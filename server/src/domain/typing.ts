import { TYPING_EXPIRES_MS } from "@duologue/protocol/limits";
import { AppError } from "./app-error.ts";
import type { Membership } from "./membership.ts";
import type { Clock, Fanout, MatchRecord, Store } from "./ports.ts";
import { membersGive } from "./reciprocal.ts";

/** "Typing" is passed on at most this often for one person and match; clients renew theirs every few seconds. */
const THROTTLE_MS = 1_000;

interface Options {
  store: Store;
  /** one that never throws */
  fanout: Fanout;
  clock: Clock;
  membership: Membership;
}

interface Signal {
  /** when "typing" was last let through, in milliseconds since 1970 */
  at: number;
  /** what the person last said */
  wanted: boolean;
  /** what the room was last told */
  shown: boolean;
  cancelExpiry: () => void;
}

/** Who is typing. Never stored; whoever hears of it forgets it after TYPING_EXPIRES_MS, and so does this. */
export class Typing {
  readonly #options: Options;
  /** user → match → signal; an entry lives for TYPING_EXPIRES_MS after it was last let through */
  readonly #signals = new Map<string, Map<string, Signal>>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws AppError `not_found`, `match_closed` */
  async signal(userId: string, matchId: string, typing: boolean): Promise<void> {
    const match = await this.#options.membership.require(userId, matchId);
    if (typing) await this.#begin(userId, match);
    else this.#end(userId, matchId);
  }

  /** The person's last session has gone. */
  stopped(userId: string): void {
    for (const matchId of [...(this.#signals.get(userId)?.keys() ?? [])]) this.#end(userId, matchId);
  }

  stop(): void {
    for (const matches of this.#signals.values())
      for (const { cancelExpiry } of matches.values()) cancelExpiry();
    this.#signals.clear();
  }

  async #begin(userId: string, match: MatchRecord): Promise<void> {
    const { store, clock } = this.#options;
    const earlier = this.#signals.get(userId)?.get(match.id);
    if (earlier !== undefined && clock.now() - earlier.at < THROTTLE_MS) return;
    const signal = this.#remember(userId, match.id);
    const last = await store.log.last(match.id);
    if (last?.event.kind === "close") throw new AppError("match_closed");
    const given = await membersGive("typing", match, store.people);
    // The person may have stopped while this was looked up.
    if (given && signal.wanted) this.#show(userId, match.id, signal, true);
  }

  #end(userId: string, matchId: string): void {
    const signal = this.#signals.get(userId)?.get(matchId);
    if (signal === undefined) return;
    signal.wanted = false;
    if (signal.shown) this.#show(userId, matchId, signal, false);
  }

  #show(userId: string, matchId: string, signal: Signal, typing: boolean): void {
    signal.shown = typing;
    this.#options.fanout.toConversation(matchId, "typing", { matchId, userId, typing });
  }

  #remember(userId: string, matchId: string): Signal {
    const { clock } = this.#options;
    const matches = this.#signals.get(userId) ?? new Map<string, Signal>();
    const signal = matches.get(matchId) ?? { at: 0, wanted: true, shown: false, cancelExpiry: () => {} };
    signal.cancelExpiry();
    signal.cancelExpiry = clock.after(TYPING_EXPIRES_MS, () => this.#forget(userId, matchId));
    signal.at = clock.now();
    signal.wanted = true;
    this.#signals.set(userId, matches.set(matchId, signal));
    return signal;
  }

  #forget(userId: string, matchId: string): void {
    const matches = this.#signals.get(userId);
    matches?.delete(matchId);
    if (matches?.size === 0) this.#signals.delete(userId);
  }
}
