import { memo } from "react";
import type { TranscriptItem } from "@/lib/chat-state";
import { dayLabel } from "@/lib/format-day";
import { clockTime, exactTime } from "@/lib/format-time";
import { reader } from "../when/reader";
import { isEmojiOnly } from "./is-emoji-only";
import { MessageText } from "./message-text";
import { messageWords } from "./message-words";
import { SendStatus, type UnsentActions } from "./send-status";

interface MessageRowProps {
  item: TranscriptItem;
  /** as a screen reader says it: "You", or the peer's name */
  author: string;
  startsDay: boolean;
  startsUnread: boolean;
  first: boolean;
  last: boolean;
  /** its way to the peer is written under it */
  showsStatus: boolean;
  /** the local day, so that "Today" becomes "Yesterday" at midnight */
  today: string;
  actions: UnsentActions;
}

/**
 * One message. Its name for screen readers is a sentence: author, time, text, status (A38). `data-key` marks the part
 * whose position the reader's place depends on, below the separators, which come and go with history.
 */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { item, author, first, last } = props;
  const sendState = props.showsStatus ? item.sendState : undefined;
  return (
    <li
      tabIndex={-1}
      className="message"
      aria-label={messageWords({ ...item, sendState }, author, reader())}
      data-mine={item.mine || undefined}
      data-first={first || undefined}
      data-last={last || undefined}
      data-unsent={item.sendState?.kind === "failed" || undefined}
    >
      {props.startsDay && <p className="day">{dayLabel(item.createdAt, Date.now(), reader())}</p>}
      {props.startsUnread && (
        <p className="unread-divider">
          <span>New</span>
        </p>
      )}
      <div data-key={item.key} data-mine={item.mine || undefined} className="line">
        <span className="sr-only">{author}, </span>
        <time dateTime={item.createdAt} title={exactTime(item.createdAt, reader())} className="margin-time">
          {clockTime(item.createdAt, reader())}
        </time>
        <div
          className="bubble"
          data-emoji={(item.content !== null && isEmojiOnly(item.content)) || undefined}
        >
          {/* Its own direction of writing, inside: the corners follow the page's. */}
          <div dir="auto">
            {item.content === null ? (
              <span className="removed">Message removed</span>
            ) : (
              <MessageText content={item.content} />
            )}
            {item.editedAt !== null && item.content !== null && <span className="edited"> Edited</span>}
          </div>
        </div>
      </div>
      {sendState !== undefined && (
        <SendStatus state={sendState} clientMessageId={item.clientMessageId} actions={props.actions} />
      )}
    </li>
  );
});
