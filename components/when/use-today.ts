import { useSyncExternalStore } from "react";
import { dayKey } from "@/lib/format-day";
import { forgetFormats } from "@/lib/format-intl";
import { reader } from "./reader";

/** How soon midnight and a change of the time zone are noticed, in milliseconds. A timer until midnight sleeps with the machine. */
const LOOK_EVERY_MS = 2_000;

let zone: string | undefined;

/** The local day and how it is told. Draws again when that changes: at midnight, after sleep or a journey (U59, U60). */
export function useToday(): string {
  return useSyncExternalStore(subscribe, today, () => "");
}

function today(): string {
  zone ??= zoneNow();
  return `${dayKey(Date.now(), reader())} ${zone} ${reader().hour12}`;
}

function subscribe(changed: () => void): () => void {
  const look = () => {
    if (zone !== zoneNow()) forgetFormats();
    zone = zoneNow();
    changed();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

function zoneNow(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
