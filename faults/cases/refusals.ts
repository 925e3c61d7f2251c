import type { Recorder } from "../history/recorder.ts";

/** How many sends the server has answered with 503 so far. */
export function refusals({ history }: Recorder): number {
  return history.filter((entry) => entry.what === "unknown" && entry.code === "unavailable").length;
}
