import { describe, expect, it } from "vitest";
import { keyCaps } from "./key-caps";
import { ariaChord, type Pressed, pressedShortcut, type ShortcutId, shortcuts } from "./shortcuts";

const ids = Object.keys(shortcuts).filter((id): id is ShortcutId => id in shortcuts);
const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

describe("the keyboard's registry (U100, A12, A13)", () => {
  it("gives no chord to two shortcuts that can work at the same time", () => {
    const seen = ids.flatMap((id) =>
      shortcuts[id].chords.map(
        (chord) => `${shortcuts[id].scope} ${JSON.stringify(Object.entries(chord).sort())}`,
      ),
    );
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("binds no bare character", () => {
    for (const id of ids)
      for (const chord of shortcuts[id].chords)
        if (chord.key.length === 1) expect(chord).toHaveProperty("mod", true);
  });

  it.each<[Pressed, ShortcutId]>([
    [press("F6"), "next-region"],
    [press("F6", { shiftKey: true }), "previous-region"],
    [press("F6", { ctrlKey: true }), "next-region"],
    [press("ArrowDown", { altKey: true }), "next-conversation"],
    [press("ArrowUp", { altKey: true, shiftKey: true }), "previous-unread"],
    [press("k", { metaKey: true }), "find-conversation"],
    [press("/", { ctrlKey: true }), "shortcut-sheet"],
    [press("/", { metaKey: true, shiftKey: true }), "shortcut-sheet"],
  ])("knows %j", (pressed, id) => {
    expect(
      pressedShortcut(
        pressed,
        ids.filter((one) => shortcuts[one].scope === "everywhere"),
      ),
    ).toBe(id);
  });

  it.each([press("/"), press("ArrowDown", { ctrlKey: true }), press("F6", { altKey: true })])(
    "leaves %j to the browser",
    (pressed) => {
      expect(pressedShortcut(pressed, ids)).toBeUndefined();
    },
  );

  it("draws the caps of the machine at hand", () => {
    expect(keyCaps("next-unread", false)).toEqual(["Alt", "Shift", "↓"]);
    expect(keyCaps("shortcut-sheet", true)).toEqual(["⌘", "/"]);
    expect(keyCaps("first-message", false)).toEqual(["Home"]);
  });

  it("names a chord as browsers tell it to screen readers", () => {
    expect(ariaChord("find-conversation")).toBe("Control+K");
    expect(ariaChord("next-unread")).toBe("Alt+Shift+ArrowDown");
  });
});
