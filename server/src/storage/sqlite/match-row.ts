import type { MatchRecord } from "../../domain/ports.ts";

/** What of a row of `match` never changes. */
export interface MatchRow {
  /** stands for the match in every other table: shorter than its id */
  key: number;
  id: string;
  member_a: string;
  member_b: string;
  created_at: number;
}

/** A match and its key. */
export interface KeyedMatch {
  key: number;
  match: MatchRecord;
}

export function toKeyedMatch({ key, id, member_a, member_b, created_at }: MatchRow): KeyedMatch {
  return { key, match: { id, members: [member_a, member_b], createdAt: created_at } };
}

/** Which of the two members this is. */
export function sideOf(match: MatchRecord, userId: string): 0 | 1 {
  const side = match.members.indexOf(userId);
  if (side !== 0 && side !== 1) throw new Error(`${userId} is not a member of match ${match.id}.`);
  return side;
}
