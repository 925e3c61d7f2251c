import type { LogRow, Marks, MatchRecord, Person } from "../../src/domain/ports.ts";

/** What a memory store holds. It outlives the store, as a file outlives the process that had it open. */
export class MemoryData {
  readonly epoch: string;
  /** by matchId; the row of seq n is at n - 1 */
  readonly rows = new Map<string, LogRow[]>();
  /** by matchId, actorId and clientMessageId */
  readonly byClient = new Map<string, LogRow>();
  /** by matchId and userId */
  readonly marks = new Map<string, Marks>();
  readonly matches = new Map<string, MatchRecord>();
  /** by the members */
  readonly matchOf = new Map<string, MatchRecord>();
  /** in the order in which they joined */
  readonly people = new Map<string, Person>();
  /** by who decided and about whom */
  readonly decisions = new Map<string, "like" | "pass">();
  /** by matchId: the tick of the newest message, or of the beginning */
  readonly activity = new Map<string, number>();
  /** by matchId: the tick of the newest change of any kind */
  readonly changes = new Map<string, number>();
  /** orders everything that happens; a wall clock may not */
  tick = 0;

  constructor({ epoch = "memory-epoch" }: { epoch?: string } = {}) {
    this.epoch = epoch;
  }

  rowsOf(matchId: string): readonly LogRow[] {
    return this.rows.get(matchId) ?? [];
  }

  marksOf(matchId: string, userId: string): Marks {
    return this.marks.get(key(matchId, userId)) ?? { readSeq: 0, deliveredSeq: 0, readAt: null };
  }

  matchesOf(userId: string): MatchRecord[] {
    return [...this.matches.values()].filter(({ members }) => members.includes(userId));
  }

  /** Something about this match is new. */
  changed(match: MatchRecord, { active }: { active: boolean }): void {
    this.tick += 1;
    this.changes.set(match.id, this.tick);
    if (active) this.activity.set(match.id, this.tick);
  }
}

/** A compound key: ids have no colon. */
export function key(...ids: readonly string[]): string {
  return ids.join(":");
}
