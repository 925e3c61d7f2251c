import type { KeyboardEvent, RefObject } from "react";
import { pressedShortcut } from "../keyboard/shortcuts";

const KEYS = ["next-message", "previous-message", "first-message", "last-message"] as const;

/** Arrow keys walk over the messages; the transcript is one stop of the Tab key. From the transcript itself the walk begins at the lowest message on screen. */
export function useRovingMessages(
  viewport: RefObject<HTMLElement | null>,
): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const pressed = pressedShortcut(event, KEYS);
    const scroller = viewport.current;
    if (pressed === undefined || scroller === null) return;
    const messages = [...scroller.querySelectorAll<HTMLElement>(".message")];
    const at = messages.findIndex((message) => message.contains(document.activeElement));
    const target =
      messages[destination(pressed, at, messages.length, () => lowestOnScreen(messages, scroller))];
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
  };
}

function destination(
  pressed: (typeof KEYS)[number],
  at: number,
  count: number,
  lowest: () => number,
): number {
  if (pressed === "first-message") return 0;
  if (pressed === "last-message") return count - 1;
  if (at === -1) return lowest();
  return pressed === "next-message" ? at + 1 : at - 1;
}

function lowestOnScreen(messages: readonly HTMLElement[], scroller: HTMLElement): number {
  const lower = scroller.getBoundingClientRect().bottom;
  return messages.findLastIndex((message) => message.getBoundingClientRect().top < lower - 8);
}
