import type { MatchRecord } from "./ports.ts";

/** A member's place in every pair that follows the order of MatchRecord.members. */
export type Seat = 0 | 1;

/** The seat of someone who is known to be a member. */
export function seatOf(match: MatchRecord, userId: string): Seat {
  return match.members[0] === userId ? 0 : 1;
}

export function otherSeat(seat: Seat): Seat {
  return seat === 0 ? 1 : 0;
}

/** The other member. */
export function peerOf(match: MatchRecord, userId: string): string {
  return match.members[otherSeat(seatOf(match, userId))];
}
