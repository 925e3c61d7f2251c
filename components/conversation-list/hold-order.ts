import type { ListEntry } from "@/lib/chat-state";

/** A row that must not move, by its matchId, and its place among all, counted from 0. */
export interface Held {
  id: string;
  place: number;
}

/**
 * The order to draw: as wanted, except that the held row keeps its place (U69), so that nobody ever clicks on
 * somebody else because the list moved under the pointer. The others close up around it.
 */
export function holdOrder(wanted: readonly ListEntry[], held: Held | undefined): readonly ListEntry[] {
  if (held === undefined) return wanted;
  const at = wanted.findIndex(({ match }) => match.id === held.id);
  const entry = wanted[at];
  if (entry === undefined || at === held.place) return wanted;
  return wanted.toSpliced(at, 1).toSpliced(held.place, 0, entry);
}
