import type { Entry, History, Sight } from "./entry.ts";

type Final = Extract<Entry, { what: "final" }>;

/** I1: every acknowledged event is with every observer at the end, as it was acknowledged (G1). */
export function* ackedStays(history: History): Generator<string> {
  const finals = new Map<string, Final[]>();
  for (const entry of history)
    if (entry.what === "final") finals.set(entry.match, [...(finals.get(entry.match) ?? []), entry]);
  const indexed = new Map<Final, Map<number, Sight>>();
  for (const final of [...finals.values()].flat())
    indexed.set(final, new Map(final.sights.map((sight) => [sight.seq, sight])));
  for (const entry of history) {
    if (entry.what !== "acked") continue;
    for (const final of finals.get(entry.match) ?? []) {
      const { seq, content, id } = entry.sight;
      // A screen holds the newest part of a long conversation.
      if (!final.whole && seq < (final.sights[0]?.seq ?? 0)) continue;
      const kept = indexed.get(final)?.get(seq);
      if (kept?.content !== content || kept.id !== id)
        yield `${entry.match} ${seq} was acknowledged, and ${final.observer} does not have it: ${content}`;
    }
  }
}
