import { memo } from "react";
import { MessageRow } from "./message-row";
import type { Row } from "./rows";
import type { UnsentActions } from "./send-status";

interface MessageStretchProps {
  rows: readonly Row[];
  peerName: string;
  /** the row under which its way to the peer is written; undefined when it is in another stretch */
  statusAt: string | undefined;
  today: string;
  unsent: UnsentActions;
}

/**
 * Rows that the browser lays out and paints as one: history that comes above moves every stretch below, and of a
 * contained one nothing inside moves. For readers it is not there: all rows are of one list.
 */
export const MessageStretch = memo(function MessageStretch(props: MessageStretchProps) {
  const { rows, peerName, statusAt, today, unsent } = props;
  return (
    <div className="stretch">
      {rows.map((row) => (
        <MessageRow
          key={row.item.key}
          row={row}
          author={authorOf(row, peerName)}
          showsStatus={row.item.key === statusAt || isUnsent(row.item.sendState?.kind)}
          today={today}
          actions={unsent}
        />
      ))}
    </div>
  );
});

export function authorOf({ item }: Row, peerName: string): string {
  return item.mine ? "You" : peerName;
}

/** What is not sent, or not yet, always says so itself (U58). */
function isUnsent(kind: string | undefined): boolean {
  return kind === "failed" || kind === "waiting" || kind === "sending";
}
