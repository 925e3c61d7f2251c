import type { Traffic } from "./traffic.ts";

/**
 * Keeps so many operations in flight for a time: what a server can do at most. Its latencies say little, because a slow
 * server is asked less often; the open loop measures those.
 */
export async function closedLoop(
  traffic: Traffic,
  inFlight: number,
  milliseconds: number,
): Promise<undefined> {
  const end = performance.now() + milliseconds;
  traffic.onAnswered = () => {
    const now = performance.now();
    if (now < end) traffic.launch(now);
  };
  for (let begun = 0; begun < inFlight; begun += 1) traffic.launch(performance.now());
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  traffic.onAnswered = () => {};
  return undefined;
}
