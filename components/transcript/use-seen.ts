import { useCallback, useEffect, useRef } from "react";

/** At most this often the server hears how far somebody has read, in milliseconds (U19). */
const EVERY_MS = 500;

/**
 * Reports the newest message whose end was on screen while the document was visible and its window had the focus (U19).
 * `look` answers its seq; call the returned function whenever something may have changed.
 */
export function useSeen(look: () => number | undefined, report: (seq: number) => void): () => void {
  const state = useRef({
    look,
    report,
    reported: 0,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });
  useEffect(() => {
    state.current.look = look;
    state.current.report = report;
  });

  const check = useCallback(() => {
    const now = state.current;
    now.timer ??= setTimeout(() => {
      now.timer = undefined;
      if (document.visibilityState !== "visible" || !document.hasFocus()) return;
      const seq = now.look();
      if (seq === undefined || seq <= now.reported) return;
      now.reported = seq;
      now.report(seq);
    }, EVERY_MS);
  }, []);

  useEffect(() => {
    const now = state.current;
    window.addEventListener("focus", check);
    document.addEventListener("visibilitychange", check);
    check();
    return () => {
      window.removeEventListener("focus", check);
      document.removeEventListener("visibilitychange", check);
      clearTimeout(now.timer);
      now.timer = undefined;
    };
  }, [check]);
  return check;
}
