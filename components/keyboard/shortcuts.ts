/** Where a shortcut works: everywhere, or only while the focus is inside that part. */
export type ShortcutScope = "everywhere" | "messages" | "composer" | "list";

export interface Chord {
  /** as KeyboardEvent.key names it, letters in lower case */
  key: string;
  alt?: true;
  shift?: true;
  /** Ctrl, or Command on Apple's keyboards */
  mod?: true;
}

export interface Shortcut {
  scope: ShortcutScope;
  /** one sentence for the sheet */
  does: string;
  chords: readonly Chord[];
}

/**
 * Every key of the product, once: what binds the keys and what the sheet shows (U100). None is a single character, so
 * none can be hit by speech input or by mistake (A13).
 */
export const shortcuts = {
  "next-region": {
    scope: "everywhere",
    does: "Next part of the page",
    chords: [{ key: "F6" }, { key: "F6", mod: true }],
  },
  "previous-region": {
    scope: "everywhere",
    does: "Previous part of the page",
    chords: [
      { key: "F6", shift: true },
      { key: "F6", mod: true, shift: true },
    ],
  },
  "next-conversation": {
    scope: "everywhere",
    does: "Next conversation",
    chords: [{ key: "ArrowDown", alt: true }],
  },
  "previous-conversation": {
    scope: "everywhere",
    does: "Previous conversation",
    chords: [{ key: "ArrowUp", alt: true }],
  },
  "next-unread": {
    scope: "everywhere",
    does: "Next unread conversation",
    chords: [{ key: "ArrowDown", alt: true, shift: true }],
  },
  "previous-unread": {
    scope: "everywhere",
    does: "Previous unread conversation",
    chords: [{ key: "ArrowUp", alt: true, shift: true }],
  },
  "find-conversation": {
    scope: "everywhere",
    does: "Find a conversation",
    chords: [{ key: "k", mod: true }],
  },
  "shortcut-sheet": {
    scope: "everywhere",
    does: "Show these shortcuts",
    chords: [{ key: "/", mod: true }],
  },
  "next-row": { scope: "list", does: "Next conversation in the list", chords: [{ key: "ArrowDown" }] },
  "previous-row": { scope: "list", does: "Previous conversation in the list", chords: [{ key: "ArrowUp" }] },
  "next-message": { scope: "messages", does: "Next message", chords: [{ key: "ArrowDown" }] },
  "previous-message": { scope: "messages", does: "Previous message", chords: [{ key: "ArrowUp" }] },
  "first-message": { scope: "messages", does: "First loaded message", chords: [{ key: "Home" }] },
  "last-message": { scope: "messages", does: "Last message", chords: [{ key: "End" }] },
  "scroll-up": { scope: "composer", does: "Scroll the messages up", chords: [{ key: "PageUp" }] },
  "scroll-down": { scope: "composer", does: "Scroll the messages down", chords: [{ key: "PageDown" }] },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;

/** The part of a keyboard event that decides. */
export interface Pressed {
  key: string;
  altKey: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Which of these shortcuts was pressed. */
export function pressedShortcut<Id extends ShortcutId>(pressed: Pressed, ids: readonly Id[]): Id | undefined {
  return ids.find((id) => shortcuts[id].chords.some((chord: Chord) => matches(pressed, chord)));
}

function matches(pressed: Pressed, chord: Chord): boolean {
  return (
    (pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key) === chord.key &&
    pressed.altKey === (chord.alt ?? false) &&
    (pressed.ctrlKey || pressed.metaKey) === (chord.mod ?? false) &&
    // Some layouts need Shift to write the character itself, "/" for one.
    (chord.key.length === 1 || pressed.shiftKey === (chord.shift ?? false))
  );
}

/** The shortcut's first chord as `aria-keyshortcuts` names it. */
export function ariaChord(id: ShortcutId): string {
  const { key, mod, alt, shift }: Chord = shortcuts[id].chords[0];
  const name = key.length === 1 ? key.toUpperCase() : key;
  return [mod && "Control", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}
