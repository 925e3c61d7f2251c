import { type KeyboardEvent, type PointerEvent, useLayoutEffect } from "react";
import { usePreference } from "../preferences/use-preference";

/** Widths of the list in CSS pixels. */
const NARROWEST = 264;
const WIDEST = 384;
const STEP = 8;

/** The edge between the list and the thread: drag it, or move it with the arrow keys (A21). */
export function ListResizer() {
  const [stored, setStored] = usePreference("list-width");
  const width = within(Number(stored));
  // Not a style attribute: the page comes from the server, and its policy allows none.
  useLayoutEffect(() => {
    document.documentElement.style.setProperty("--list-width", `${width / 16}rem`);
  }, [width]);

  const set = (wanted: number) => setStored(String(within(wanted)));
  const onKeyDown = (event: KeyboardEvent) => {
    const widths: Partial<Record<string, number>> = {
      ArrowLeft: width - STEP * forward(),
      ArrowRight: width + STEP * forward(),
      Home: NARROWEST,
      End: WIDEST,
    };
    const wanted = widths[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    set(forward() === 1 ? event.clientX : innerWidth - event.clientX);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is no thematic break
    <div
      role="separator"
      aria-label="Width of the list"
      aria-orientation="vertical"
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuenow={width}
      tabIndex={0}
      className="list-resizer"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}

/** What was stored may be anything. */
function within(width: number): number {
  if (!Number.isFinite(width)) return 304;
  return Math.min(WIDEST, Math.max(NARROWEST, Math.round(width)));
}

/** 1 where the page runs from left to right, else −1. */
function forward(): 1 | -1 {
  return document.dir === "rtl" ? -1 : 1;
}
