import { type History, sightsIn } from "./entry.ts";

/** I5: whoever sees a number, and whenever, sees the same event there, and at the end it is still there (G4, G5). */
export function* oneTruth(history: History): Generator<string> {
  const truth = new Map<string, string>();
  const kept = new Set<string>();
  const settled = new Set<string>();
  for (const entry of history)
    for (const { seq, id, sender, key, content } of sightsIn(entry)) {
      const match = "match" in entry ? entry.match : "";
      const place = `${match} ${seq}`;
      const event = JSON.stringify([id, sender, key, content]);
      const known = truth.get(place);
      if (known === undefined) truth.set(place, event);
      else if (known !== event) yield `${place} is ${known} and ${event}`;
      if (entry.what === "final" && entry.whole) {
        kept.add(place);
        settled.add(match);
      }
    }
  for (const [place, event] of truth)
    if (settled.has(place.slice(0, place.lastIndexOf(" "))) && !kept.has(place))
      yield `${place} was seen and is gone: ${event}`;
}
