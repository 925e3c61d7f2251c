import { useSyncExternalStore } from "react";
import { dayKey, untilMidnight } from "@/lib/format-day";
import { reader } from "./reader";

/** The local day. Draws again when it changes: at midnight, and after sleep or a journey (U59). */
export function useToday(): string {
  return useSyncExternalStore(subscribe, today, () => "");
}

function today(): string {
  return dayKey(Date.now(), reader());
}

function subscribe(changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const turn = () => {
    changed();
    timer = setTimeout(turn, untilMidnight(Date.now(), reader()));
  };
  timer = setTimeout(turn, untilMidnight(Date.now(), reader()));
  document.addEventListener("visibilitychange", changed);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", changed);
  };
}
