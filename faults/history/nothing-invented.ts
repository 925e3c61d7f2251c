import { isProven } from "../workload/text.ts";
import { type History, sightsIn } from "./entry.ts";

/** I2: nothing appears that was not written before by its sender, and nothing of which every attempt was rejected (G2, G12). */
export function* nothingInvented(history: History): Generator<string> {
  const composed = new Set<string>();
  for (const entry of history) {
    if (entry.what === "composed") composed.add(`${entry.match} ${entry.user} ${entry.content}`);
    for (const { seq, sender, content } of sightsIn(entry)) {
      if (content === null) continue;
      const match = "match" in entry ? entry.match : "";
      if (!composed.has(`${match} ${sender} ${content}`))
        yield `${match} ${seq} appeared, and ${sender} never wrote it: ${content}`;
      else if (!isProven(content)) yield `${match} ${seq} was changed on its way: ${content}`;
    }
  }
  yield* rejectedAppeared(history);
}

function* rejectedAppeared(history: History): Generator<string> {
  const open = new Map<string, number>();
  const doubtful = new Set<string>();
  for (const entry of history) {
    if (entry.what !== "invoked" && entry.what !== "rejected" && entry.what !== "unknown") continue;
    const message = `${entry.match} ${entry.user} ${entry.key}`;
    if (entry.what === "unknown") doubtful.add(message);
    else open.set(message, (open.get(message) ?? 0) + (entry.what === "invoked" ? 1 : -1));
  }
  for (const entry of history)
    for (const { seq, sender, key } of sightsIn(entry)) {
      const message = `${"match" in entry ? entry.match : ""} ${sender} ${key}`;
      if (open.get(message) === 0 && !doubtful.has(message))
        yield `${message} was rejected and appeared as ${seq}`;
    }
}
