import type { Place } from "../transcript/reading-position";

let kept: { userId: string; places: Map<string, Place> } | undefined;

/**
 * Where this person has been reading in each conversation, by matchId, for as long as the tab is open (U10). Beside the
 * screen, so that a look at the settings does not lose it; of one person at a time, because two may share a match.
 */
export function placesOf(userId: string): Map<string, Place> {
  if (kept?.userId !== userId) kept = { userId, places: new Map() };
  return kept.places;
}
