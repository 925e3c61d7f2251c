import { type MouseEvent, memo } from "react";
import type { ListEntry } from "@/lib/chat-state";
import { listTime } from "@/lib/format-list-time";
import { Avatar } from "../avatar";
import { cx } from "../cx";
import { opensElsewhere } from "../opens-elsewhere";
import { reader } from "../when/reader";
import { previewWords, rowName } from "./row-words";

interface ConversationRowProps {
  entry: ListEntry;
  current: boolean;
  /** where the focus goes that comes to the list */
  entrance: boolean;
  /** the local day: "Today" and times depend on it */
  today: string;
  onOpen: (matchId: string) => void;
}

/** A conversation in the list: a link, so that it opens in a new tab as any link does. */
export const ConversationRow = memo(function ConversationRow({
  entry,
  current,
  entrance,
  onOpen,
}: ConversationRowProps) {
  const { match, preview } = entry;
  const unread = match.unreadCount > 0;
  const time = listTime(preview?.createdAt ?? match.createdAt, Date.now(), reader());
  const words = previewWords(entry);
  const open = (event: MouseEvent) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    onOpen(match.id);
  };
  return (
    <li data-match={match.id}>
      <a
        href={`/messages?with=${match.id}`}
        aria-current={current ? "page" : undefined}
        aria-label={rowName(entry, time)}
        data-region-focus={entrance || undefined}
        className="conversation-row"
        onClick={open}
      >
        <Avatar user={match.peer} online={entry.peerOnline} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={cx("min-w-0 flex-1", unread ? "font-bold" : "font-medium")}>
              <bdi className="cut-short">{match.peer.name}</bdi>
            </span>
            <span className="tabular shrink-0 text-xs text-ink-3">{time}</span>
          </span>
          <span className="mt-0.5 flex h-5 items-center gap-2">
            <span className={cx("flex min-w-0 flex-1 text-sm", tone(words.kind, unread))}>
              <span className={cx("whitespace-pre", words.kind === "draft" && "font-medium text-ink")}>
                {words.before}
              </span>
              <bdi className="cut-short">{words.text}</bdi>
            </span>
            {unread && <span className="badge">{match.unreadCount > 99 ? "99+" : match.unreadCount}</span>}
          </span>
        </span>
      </a>
    </li>
  );
});

function tone(kind: ReturnType<typeof previewWords>["kind"], unread: boolean): string {
  if (kind === "failed") return "font-medium text-ember";
  if (kind === "typing" || kind === "new") return "text-link";
  return unread ? "text-ink" : "text-ink-2";
}
