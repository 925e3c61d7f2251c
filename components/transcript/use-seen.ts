import { useCallback, useEffect, useRef, useState } from "react";

/** At most this often the server hears how far somebody has read, in milliseconds (U19). */
const EVERY_MS = 500;

interface Seen {
  /** read before this conversation was opened */
  start: number;
  /** seq of the newest message whose end is on screen */
  look: () => number | undefined;
  /** a higher seq than ever before */
  report: (seq: number) => void;
}

/**
 * Reports how far somebody has read: what was on screen while the document was visible and its window had the focus (U19).
 * Call `checkSeen` whenever something else may be on screen; `seenSeq` is what was reported last.
 */
export function useSeen({ start, look, report }: Seen): { seenSeq: number; checkSeen: () => void } {
  const [seenSeq, setSeenSeq] = useState(start);
  const state = useRef({
    look,
    report,
    newest: start,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });
  useEffect(() => {
    state.current.look = look;
    state.current.report = (seq) => {
      setSeenSeq(seq);
      report(seq);
    };
  });

  const check = useCallback(() => {
    const now = state.current;
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    const seq = now.look();
    if (seq === undefined || seq <= now.newest) return;
    now.newest = seq;
    now.timer ??= setTimeout(() => {
      now.timer = undefined;
      now.report(now.newest);
    }, EVERY_MS);
  }, []);

  useEffect(() => {
    const now = state.current;
    window.addEventListener("focus", check);
    document.addEventListener("visibilitychange", check);
    return () => {
      window.removeEventListener("focus", check);
      document.removeEventListener("visibilitychange", check);
      // Whoever leaves has read what they saw.
      if (now.timer === undefined) return;
      clearTimeout(now.timer);
      now.timer = undefined;
      now.report(now.newest);
    };
  }, [check]);
  return { seenSeq, checkSeen: check };
}
