import { describe, expect, it } from "vitest";
import { enterSends } from "./enter-sends";
import { isComposing } from "./is-composing";

const enter = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

describe("Enter (U37, U39)", () => {
  it.each([
    ["sends", enter, "send", false, true],
    ["with Shift is a new line", { ...enter, shiftKey: true }, "send", false, false],
    ["is a new line on a touch keyboard", enter, "send", true, false],
    ["is a new line when the person set it so", enter, "newline", false, false],
    ["with Ctrl sends in any case", { ...enter, ctrlKey: true }, "newline", false, true],
    ["with Command sends in any case", { ...enter, metaKey: true }, "newline", true, true],
  ] as const)("%s", (_, press, setting, touch, sends) => {
    expect(enterSends(press, setting, touch)).toBe(sends);
  });
});

describe("an input method (U38)", () => {
  it("is known by the composition, and in Safari by the key code alone", () => {
    expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
  });
});
