import { memo, type ReactNode } from "react";
import type { TranscriptItem } from "@/lib/chat-state";
import { dayLabel } from "@/lib/format-day";
import { clockTime } from "@/lib/format-time";
import { reader } from "../when/reader";
import { rowId } from "./drawn-rows";
import { isEmojiOnly } from "./is-emoji-only";
import { messageText } from "./message-text";
import { messageWords } from "./message-words";
import type { Row } from "./rows";
import { SendStatus, type UnsentActions } from "./send-status";

interface MessageRowProps {
  row: Row;
  /** as a screen reader says it: "You", or the peer's name */
  author: string;
  /** its way to the peer is written under it */
  showsStatus: boolean;
  /** the local day, so that "Today" becomes "Yesterday" at midnight */
  today: string;
  actions: UnsentActions;
}

/**
 * One message. Its name for screen readers is a sentence: author, time, text, status (A38). What it is made of is little,
 * because hundreds are drawn: few elements, of which none is a layer of its own as opacity or a position would make it.
 */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { row, author } = props;
  const { item, first, last } = row;
  const emoji = item.content !== null && isEmojiOnly(item.content);
  const sendState = props.showsStatus ? item.sendState : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an item of a list that is none of the elements for it
    <div
      role="listitem"
      tabIndex={-1}
      className="message"
      id={rowId(item.key)}
      data-key={item.key}
      aria-label={messageWords({ ...item, sendState }, author, reader())}
      data-mine={item.mine || undefined}
      data-first={first || undefined}
      data-last={last || undefined}
      data-unsent={item.sendState?.kind === "failed" || undefined}
    >
      {row.startsDay && <p className="day">{dayLabel(item.createdAt, Date.now(), reader())}</p>}
      {row.startsUnread && (
        <p className="unread-divider">
          <span>New</span>
        </p>
      )}
      <bdi className="spoken-by">{`${author}, `}</bdi>
      <time dateTime={item.createdAt} className="margin-time">
        {clockTime(item.createdAt, reader())}
      </time>
      <div className="bubble" dir="auto" data-emoji={emoji || undefined}>
        {words(item)}
      </div>
      {sendState !== undefined && (
        <SendStatus state={sendState} clientMessageId={item.clientMessageId} actions={props.actions} />
      )}
    </div>
  );
});

/** A text alone is no list of children: the browser gets it with its element. */
function words({ content, editedAt }: TranscriptItem): ReactNode {
  if (content === null) return <span className="removed">Message removed</span>;
  if (editedAt === null) return messageText(content);
  return (
    <>
      {messageText(content)}
      <span className="edited"> Edited</span>
    </>
  );
}
