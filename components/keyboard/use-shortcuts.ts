import { useEffect, useRef } from "react";
import { pressedShortcut, type ShortcutId } from "./shortcuts";

type Handlers = Partial<Record<ShortcutId, () => void>>;

/** Binds shortcuts that work everywhere on the page. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const ids = Object.keys(latest.current) as ShortcutId[];
      const pressed = pressedShortcut(event, ids);
      if (pressed === undefined) return;
      event.preventDefault();
      latest.current[pressed]?.();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
