import { type History, sightsIn } from "./entry.ts";

/** I3: one message has one place, however often it was sent (G3). */
export function* storedOnce(history: History): Generator<string> {
  const places = new Map<string, number>();
  for (const entry of history)
    for (const { seq, sender, key, content } of sightsIn(entry)) {
      const match = "match" in entry ? entry.match : "";
      for (const message of [`${match} ${sender} ${key}`, `${match} ${content ?? `${seq}`}`]) {
        const known = places.get(message);
        if (known === undefined) places.set(message, seq);
        else if (known !== seq) yield `${message} is stored at ${known} and at ${seq}`;
      }
    }
}
