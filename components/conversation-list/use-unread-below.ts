import { type RefObject, useEffect, useState } from "react";

interface UnreadBelow {
  /** unread conversations below what is on screen */
  count: number;
  /** Scrolls to the first of them. */
  reveal: () => void;
}

/** Which of these rows, marked by `data-match`, lie below the scroller's lower edge (U25). */
export function useUnreadBelow(
  scroller: RefObject<HTMLElement | null>,
  unread: readonly string[],
): UnreadBelow {
  const [below, setBelow] = useState<ReadonlySet<string>>(new Set());
  const ids = unread.join(" ");
  useEffect(() => {
    const root = scroller.current;
    if (root === null || ids === "") return;
    const now = new Set<string>();
    const observer = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting, boundingClientRect, rootBounds } of seen) {
          const id = target instanceof HTMLElement ? (target.dataset["match"] ?? "") : "";
          const isBelow = !isIntersecting && boundingClientRect.top >= (rootBounds?.bottom ?? 0) - 1;
          if (isBelow) now.add(id);
          else now.delete(id);
        }
        setBelow(new Set(now));
      },
      { root },
    );
    for (const id of ids.split(" ")) {
      const row = rowOf(root, id);
      if (row !== null) observer.observe(row);
    }
    return () => {
      observer.disconnect();
      setBelow(new Set());
    };
  }, [scroller, ids]);

  const first = unread.find((id) => below.has(id));
  const reveal = () => {
    if (scroller.current === null || first === undefined) return;
    rowOf(scroller.current, first)?.scrollIntoView({ block: "center" });
  };
  return { count: below.size, reveal };
}

function rowOf(root: HTMLElement, id: string): HTMLElement | null {
  return root.querySelector(`[data-match="${CSS.escape(id)}"]`);
}
