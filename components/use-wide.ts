import { useSyncExternalStore } from "react";

/** Room for a third pane; the same width as the breakpoint lg. */
const WIDE = "(width >= 68.75rem)";

export function useWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => false,
  );
}

function subscribe(changed: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
