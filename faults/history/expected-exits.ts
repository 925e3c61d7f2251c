import type { History } from "./entry.ts";

/** I11: processes end when they are ended, and log no error that their case does not ask for. */
export function* expectedExits(history: History): Generator<string> {
  for (const entry of history) {
    if (entry.what === "faulted") yield `the server logged ${entry.line}`;
    if (entry.what === "exited" && !entry.expected)
      yield `the server ended by itself with ${entry.signal ?? entry.code}`;
  }
}
