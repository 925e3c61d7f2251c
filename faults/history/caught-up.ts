import type { History } from "./entry.ts";

/** I8: after the heal every device shows everything in time (G8). */
export function* caughtUp(history: History): Generator<string> {
  const reached = new Map<string, { head: number; at: number }[]>();
  for (const { at, ...entry } of history)
    if (entry.what === "reached") {
      const place = `${entry.device} ${entry.match}`;
      reached.set(place, [...(reached.get(place) ?? []), { head: entry.head, at }]);
    }
  for (const entry of history) {
    if (entry.what !== "awaited") continue;
    const { device, match, head, within, at } = entry;
    const arrival = reached.get(`${device} ${match}`)?.find((one) => one.head >= head);
    if (arrival === undefined) yield `${device} never showed ${head} of ${match}`;
    else if (arrival.at - at > within)
      yield `${device} showed ${head} of ${match} after ${Math.round(arrival.at - at)} ms`;
  }
}
