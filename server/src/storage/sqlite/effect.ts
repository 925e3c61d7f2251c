/** What a change means for the lists of both members: a new place, the end, or only that something is new. */
export type Effect = "activity" | "end" | "change";

export function effectOf(kind: string): Effect {
  if (kind === "message") return "activity";
  return kind === "close" ? "end" : "change";
}
