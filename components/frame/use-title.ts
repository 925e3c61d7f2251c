import { useEffect } from "react";

/** "(3) Maya · Duologue" (U88, A17). */
export function useTitle(title: string, unread: number): void {
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · Duologue`;
  }, [title, unread]);
}
