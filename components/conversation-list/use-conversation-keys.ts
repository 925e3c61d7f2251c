import { chatNow } from "@/lib/use-chat";
import { useShortcuts } from "../keyboard/use-shortcuts";

/** Alt with the arrows walks over the conversations, with Shift over the unread ones (U72). */
export function useConversationKeys(current: string | undefined, open: (matchId: string) => void): void {
  const walk = (step: 1 | -1, onlyUnread: boolean) => () => {
    const { entries } = chatNow().list;
    const at = entries.findIndex((entry) => entry.match.id === current);
    const start = at === -1 && step === -1 ? entries.length : at;
    const onwards = step === 1 ? entries.slice(start + 1) : entries.slice(0, Math.max(0, start)).reverse();
    // What is unread is mostly above, with the latest: the search for it goes round.
    const round = step === 1 ? entries : entries.toReversed();
    const next = onlyUnread
      ? [...onwards, ...round].find((entry) => entry.match.unreadCount > 0 && entry.match.id !== current)
      : onwards[0];
    if (next !== undefined) open(next.match.id);
  };
  useShortcuts({
    "next-conversation": walk(1, false),
    "previous-conversation": walk(-1, false),
    "next-unread": walk(1, true),
    "previous-unread": walk(-1, true),
  });
}
