import { useEffect } from "react";

/** The lowest keyboard of a phone is higher, in CSS pixels; a browser's own bars that come and go are lower. */
const KEYBOARD_MIN_PX = 120;

/**
 * Gives the panes the height that a keyboard leaves (U52). iOS lays its keyboard over the page and scrolls the page behind
 * it; elsewhere `interactive-widget` makes the page smaller, and nothing is covered.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null) return;
    const page = document.documentElement;
    const fit = () => {
      const covered = page.clientHeight - viewport.height;
      // Who has zoomed in looks at a part of the page on purpose.
      if (viewport.scale === 1 && covered >= KEYBOARD_MIN_PX) {
        page.style.setProperty("--visible-height", `${viewport.height}px`);
        window.scrollTo(0, 0);
      } else page.style.removeProperty("--visible-height");
    };
    const stopping = new AbortController();
    for (const name of ["resize", "scroll"])
      viewport.addEventListener(name, fit, { signal: stopping.signal });
    return () => {
      stopping.abort();
      page.style.removeProperty("--visible-height");
    };
  }, []);
}
