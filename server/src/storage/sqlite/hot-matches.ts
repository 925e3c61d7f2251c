import { LRUCache } from "lru-cache";
import type { LogRow, Marks, MatchSummary } from "../../domain/ports.ts";

/** The longest texts of so many matches take 130 MB, usual ones a few. Whoever falls out costs some look-ups. */
const REMEMBERED = 4_096;

/** What a list entry is made of, beside the match itself. */
export type MatchState = Omit<MatchSummary, "match">;

/**
 * The list entries of the matches that are talked in at the moment: their members are told of them several times a
 * second. This process is the only writer, and hears of its commits in their order, so what is remembered is what is
 * stored; where it is not sure of that, it forgets.
 */
export class HotMatches {
  readonly #states = new LRUCache<number, MatchState>({ max: REMEMBERED });

  get(key: number): MatchState | undefined {
    return this.#states.get(key);
  }

  /** What was read just now. It may be ahead of the commits that were heard of, never behind them. */
  remember(key: number, state: MatchState): void {
    this.#states.set(key, state);
  }

  /** This row became durable. */
  appended(key: number, row: LogRow): void {
    const state = this.#states.peek(key);
    if (state === undefined || row.event.seq <= (state.last?.event.seq ?? 0)) return;
    const lastMessage = row.event.kind === "message" ? row : state.lastMessage;
    this.#states.set(key, { ...state, last: row, lastMessage });
  }

  /** The marks of the member at this side rose to these. */
  raised(key: number, side: 0 | 1, marks: Marks): void {
    const state = this.#states.peek(key);
    if (state === undefined) return;
    const [a, b] = state.marks;
    const [sentByA, sentByB] = state.sentAtPeerRead;
    const { last } = state;
    const isReadToTheEnd = last !== undefined && last.event.seq === marks.readSeq;
    if (marks.readSeq !== state.marks[side].readSeq && !isReadToTheEnd) {
      this.forget(key);
      return;
    }
    const [lastByA, lastByB] = isReadToTheEnd ? last.sent : state.sentAtPeerRead;
    this.#states.set(key, {
      ...state,
      marks: side === 0 ? [marks, b] : [a, marks],
      sentAtPeerRead: side === 0 ? [sentByA, lastByB] : [lastByA, sentByB],
    });
  }

  forget(key: number): void {
    this.#states.delete(key);
  }
}
