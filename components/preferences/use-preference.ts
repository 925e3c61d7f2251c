import { useSyncExternalStore } from "react";

/** What this browser remembers for its person. Each has a default, so that a blocked storage only forgets. */
const defaults = {
  /** "12" and "24" hours, or as the device has it */
  clock: "device",
  enter: "send",
  "list-width": "304",
  spoken: "text",
  "write-anywhere": "on",
} as const satisfies Record<string, string>;

type PreferenceName = keyof typeof defaults;

const listeners = new Set<() => void>();
/** what is known of this tab's choices and of what is stored, for browsers that refuse to store and for speed */
const known = new Map<string, string>();

/** A preference of this browser and the way to change it. Other tabs follow. */
export function usePreference(name: PreferenceName): [string, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => preference(name),
    () => defaults[name],
  );
  return [value, (next) => write(name, next)];
}

/** The preference at the moment, without following it. Only in the browser. */
export function preference(name: PreferenceName): string {
  const value = known.get(name) ?? stored(name) ?? defaults[name];
  known.set(name, value);
  return value;
}

function stored(name: PreferenceName): string | undefined {
  try {
    return localStorage.getItem(key(name)) ?? undefined;
  } catch {
    // Storage is blocked: the default holds.
    return undefined;
  }
}

function write(name: PreferenceName, value: string): void {
  known.set(name, value);
  try {
    localStorage.setItem(key(name), value);
  } catch {
    // Storage is blocked or full: the choice holds until the tab is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const follow = (event: StorageEvent) => {
    if (event.key === null) known.clear();
    else known.delete(event.key.slice(PREFIX.length));
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", follow);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", follow);
  };
}

const PREFIX = "duologue:";

function key(name: PreferenceName): string {
  return `${PREFIX}${name}`;
}
