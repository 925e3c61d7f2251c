import type { ListEntry } from "@/lib/chat-state";

/** A match in which nobody has written yet. */
export function isNewMatch({ match, preview }: ListEntry): boolean {
  return match.status === "open" && preview === undefined;
}

/** The line under the list's title, for a list that is there. */
export function newsWords(unread: number, newMatch: boolean): string {
  if (unread > 0) return `${unread} unread`;
  return newMatch ? "New match" : "Nothing new";
}
