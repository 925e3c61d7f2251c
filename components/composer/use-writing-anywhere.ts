import { type RefObject, useEffect } from "react";
import { preference } from "../preferences/use-preference";
import { hasTouchKeyboard } from "../touch";
import { isComposing } from "./is-composing";

/**
 * A letter that is typed while nothing has the focus, or only the messages as a whole, begins a message (U55). Whoever
 * speaks to their computer can turn it off (A13).
 */
export function useWritingAnywhere(field: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const free = document.activeElement === document.body || document.activeElement?.id === "transcript";
      if (!free || !writes(event) || preference("write-anywhere") !== "on") return;
      // The key itself goes on to where the focus is by then.
      field.current?.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [field]);
}

/** Space is no letter: it scrolls. */
function writes(event: KeyboardEvent): boolean {
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented);
  const letter = [...event.key].length === 1 && event.key !== " ";
  return plain && letter && !isComposing(event) && !hasTouchKeyboard();
}
