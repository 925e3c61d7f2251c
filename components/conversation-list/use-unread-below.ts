import { type RefObject, useEffect, useState } from "react";
import type { ListEntry } from "@/lib/chat-state";

interface UnreadBelow {
  /** unread conversations below what is on screen */
  count: number;
  /** Scrolls to the first of them, which gets the focus. */
  reveal: () => void;
}

/** How many unread conversations lie below the scroller's lower edge (U25); its rows carry `data-match`. */
export function useUnreadBelow(
  scroller: RefObject<HTMLElement | null>,
  entries: readonly ListEntry[],
): UnreadBelow {
  const [firstBelow, setFirstBelow] = useState(Number.POSITIVE_INFINITY);
  const { length } = entries;
  useEffect(() => {
    const element = scroller.current;
    if (element === null || length === 0) return;
    const look = () => setFirstBelow(firstRowBelow(element));
    // Also looks once at its beginning, and so after every row that came or went.
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, length]);

  const isUnread = ({ match }: ListEntry, index: number) => index >= firstBelow && match.unreadCount > 0;
  const count = entries.reduce((sum, entry, index) => (isUnread(entry, index) ? sum + 1 : sum), 0);
  const reveal = () => {
    const id = entries.find(isUnread)?.match.id;
    if (id === undefined) return;
    const row = scroller.current?.querySelector(`[data-match="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: "center" });
    // The button goes away with the last of them, and must not take the focus with it (A37).
    row?.querySelector("a")?.focus({ preventScroll: true });
  };
  return { count, reveal };
}

/** The index of the first row below the lower edge, by halving: reading the place of thousands would cost a frame. */
function firstRowBelow(scroller: HTMLElement): number {
  const rows = scroller.querySelectorAll("[data-match]");
  const edge = scroller.getBoundingClientRect().bottom;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect().top ?? 0) >= edge) high = middle;
    else low = middle + 1;
  }
  return low;
}
