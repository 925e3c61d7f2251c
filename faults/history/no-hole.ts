import type { Entry, History, Sight } from "./entry.ts";

type Reading = Extract<Entry, { what: "paged" | "final" }>;

/** I4: at every read, not only at the last, the numbers follow each other without a gap (G5, G7). */
export function* noHole(history: History): Generator<string> {
  const others = notMessages(history);
  for (const entry of history) {
    if (entry.what !== "paged" && entry.what !== "final") continue;
    let last = before(entry);
    for (const { seq } of entry.sights) {
      // A page of messages leaves out what is none.
      while (last !== undefined && last + 1 < seq && others.has(`${entry.match} ${last + 1}`)) last += 1;
      if (last !== undefined && seq !== last + 1)
        yield `${entry.match}: ${who(entry)} read ${seq} after ${last}`;
      last = seq;
    }
  }
}

function before(entry: Reading): number | undefined {
  if (entry.what === "paged") return entry.after ?? undefined;
  return entry.whole ? 0 : undefined;
}

function who(entry: Reading): string {
  return entry.what === "paged" ? entry.device : entry.observer;
}

function notMessages(history: History): Set<string> {
  const found = new Set<string>();
  const add = (match: string, sights: readonly Sight[]) => {
    for (const { seq, content } of sights) if (content === null) found.add(`${match} ${seq}`);
  };
  for (const entry of history) if (entry.what === "final" && entry.whole) add(entry.match, entry.sights);
  return found;
}
