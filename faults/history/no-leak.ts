import type { History } from "./entry.ts";

/** I9: what two people say reaches nobody else, and no log (G11). */
export function* noLeak(history: History): Generator<string> {
  const members = new Map<string, readonly string[]>();
  for (const entry of history) {
    if (entry.what === "match") members.set(entry.canary, entry.users);
    if (entry.what !== "heard") continue;
    if (entry.user === null) yield `the log has a text with ${entry.canary}`;
    else if (members.get(entry.canary)?.includes(entry.user) !== true)
      yield `${entry.user} received ${entry.canary}`;
  }
}
