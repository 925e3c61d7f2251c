import { useSyncExternalStore } from "react";

const MINUTE_MS = 60_000;

/** Now, in milliseconds, rounded down to the minute: for "5 minutes ago". */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, minute, () => 0);
}

function minute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
}

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, MINUTE_MS);
  return () => clearInterval(timer);
}
