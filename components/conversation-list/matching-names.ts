import type { ListEntry } from "@/lib/chat-state";

/** The conversations with people whose names contain these letters (U71), whatever their case and accents. */
export function matchingNames(entries: readonly ListEntry[], typed: string): readonly ListEntry[] {
  const wanted = bare(typed.trim());
  return wanted === "" ? entries : entries.filter(({ match }) => bare(match.peer.name).includes(wanted));
}

/** Without case, and without the marks that few people type: "Zoë" is found by "zoe". */
function bare(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
