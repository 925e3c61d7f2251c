import { useCallback, useEffect, useRef } from "react";

/** The open conversation in the address. It changes without asking the server for anything. */
export const CONVERSATION_PARAMETER = "with";

/**
 * Opens and leaves conversations so that the browser's "back" always leads to the list (U98): the first one opened is a
 * step forward, going from one to the next replaces it, and leaving undoes the step.
 */
export function useConversationHistory(matchId: string | undefined): {
  open: (matchId: string) => void;
  back: () => void;
} {
  const stepped = useRef(false);
  const isOpen = matchId !== undefined;
  useEffect(() => {
    if (!isOpen) stepped.current = false;
  }, [isOpen]);

  const open = useCallback(
    (id: string) => {
      const address = `/messages?${CONVERSATION_PARAMETER}=${encodeURIComponent(id)}`;
      if (isOpen) return history.replaceState(null, "", address);
      stepped.current = true;
      history.pushState(null, "", address);
    },
    [isOpen],
  );
  const back = useCallback(() => {
    if (stepped.current) history.back();
    else history.replaceState(null, "", "/messages");
  }, []);
  return { open, back };
}
