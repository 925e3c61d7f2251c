import type { ChangeRow } from "./changes.ts";

/** Where a match is in its members' lists, as far as some of its changes tell. */
export interface Move {
  /** stamp of the newest message, or of the beginning; 0: these changes do not say */
  active: number;
  /** stamp of the newest change */
  changed: number;
  ended: boolean;
}

const NOWHERE: Move = { active: 0, changed: 0, ended: false };

/** Where matches are after changes, by match. In whatever order and however often it is told, the outcome is the same. */
export class Moves extends Map<string, Move> {
  add(rows: readonly ChangeRow[]): void {
    for (const { matchId, p, effect } of rows)
      this.merge(matchId, { active: effect === "activity" ? p : 0, changed: p, ended: effect === "end" });
  }

  merge(matchId: string, { active, changed, ended }: Move): void {
    const before = this.get(matchId) ?? NOWHERE;
    this.set(matchId, {
      active: Math.max(before.active, active),
      changed: Math.max(before.changed, changed),
      ended: before.ended || ended,
    });
  }
}
