import { useLayoutEffect, useRef } from "react";
import type { TranscriptItem } from "@/lib/chat-state";

/** Sending always ends at the new message, also from deep in history (U05). */
export function useFollowOwn(items: readonly TranscriptItem[], toEnd: () => void): void {
  const known = useRef(items.at(-1)?.key);
  useLayoutEffect(() => {
    const last = items.at(-1);
    const sentNow = last?.mine === true && last.seq === undefined && last.key !== known.current;
    known.current = last?.key;
    if (sentNow) toEnd();
  });
}
