import { type Chord, type ShortcutId, shortcuts } from "./shortcuts";

const WORDS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page ↑",
  PageDown: "Page ↓",
};

/** The caps to draw for a shortcut's first chord, as this machine's keyboard is labelled. */
export function keyCaps(id: ShortcutId, apple: boolean): string[] {
  const chord: Chord = shortcuts[id].chords[0];
  return [
    ...(chord.mod ? [apple ? "⌘" : "Ctrl"] : []),
    ...(chord.alt ? [apple ? "⌥" : "Alt"] : []),
    ...(chord.shift ? [apple ? "⇧" : "Shift"] : []),
    WORDS[chord.key] ??
      chord.key.toUpperCase().replace(/^(HOME|END)$/, (word) => word[0] + word.slice(1).toLowerCase()),
  ];
}
