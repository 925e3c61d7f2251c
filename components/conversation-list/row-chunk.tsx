import { memo } from "react";
import type { ListEntry } from "@/lib/chat-state";
import { ConversationRow } from "./conversation-row";

/** Rows that are compared as one. */
const CHUNK = 100;

interface RowChunkProps {
  entries: readonly ListEntry[];
  /** the open conversation, when it is one of these */
  current: string | undefined;
  /** where the focus goes that comes to the list, when it is one of these */
  entrance: string | undefined;
  today: string;
  onOpen: (matchId: string) => void;
}

/** A stretch of the list. Of thousands of rows a letter that is typed changes one: the other stretches are passed over. */
export const RowChunk = memo(function RowChunk({ entries, current, entrance, ...row }: RowChunkProps) {
  return entries.map((entry) => (
    <ConversationRow
      key={entry.match.id}
      entry={entry}
      current={entry.match.id === current}
      entrance={entry.match.id === entrance}
      {...row}
    />
  ));
}, sameProps);

function sameProps(before: RowChunkProps, now: RowChunkProps): boolean {
  return (
    before.current === now.current &&
    before.entrance === now.entrance &&
    before.today === now.today &&
    before.onOpen === now.onOpen &&
    before.entries.length === now.entries.length &&
    before.entries.every((entry, index) => entry === now.entries[index])
  );
}

/** The list cut into stretches. */
export function chunksOf(entries: readonly ListEntry[]): (readonly ListEntry[])[] {
  const count = Math.ceil(entries.length / CHUNK);
  return Array.from({ length: count }, (_, index) => entries.slice(index * CHUNK, (index + 1) * CHUNK));
}
