import { useEffect } from "react";

/** "(3) Maya · Duologue", and the same number on the icon of an installed app (U88, A17). */
export function useTitle(title: string, unread: number): void {
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · Duologue`;
  }, [title, unread]);
  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    navigator.setAppBadge(unread).catch(() => {
      // Not installed, or forbidden: the title says it.
    });
  }, [unread]);
}
