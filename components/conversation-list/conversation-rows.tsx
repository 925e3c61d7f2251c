import { type KeyboardEvent, memo, useRef } from "react";
import type { ListEntry } from "@/lib/chat-state";
import { pressedShortcut } from "../keyboard/shortcuts";
import { useToday } from "../when/use-today";
import { chunksOf, RowChunk } from "./row-chunk";
import { useHeldOrder } from "./use-held-order";

interface ConversationRowsProps {
  entries: readonly ListEntry[];
  current: string | undefined;
  onOpen: (matchId: string) => void;
}

/** The rows in their order, except that none moves from under a pointer or the focus; arrow keys walk over them. */
export const ConversationRows = memo(function ConversationRows({
  entries,
  current,
  onOpen,
}: ConversationRowsProps) {
  const { ordered, holding } = useHeldOrder(entries);
  const today = useToday();
  const list = useRef<HTMLUListElement>(null);
  const entrance = ordered.some((entry) => entry.match.id === current) ? current : ordered[0]?.match.id;
  const walk = (event: KeyboardEvent) => {
    const pressed = pressedShortcut(event, ["next-row", "previous-row"]);
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link.matches(":focus"));
    if (pressed === undefined || at === -1) return;
    event.preventDefault();
    links[pressed === "next-row" ? at + 1 : at - 1]?.focus();
  };
  return (
    <ul ref={list} {...holding} onKeyDown={walk}>
      {chunksOf(ordered).map((chunk, index) => (
        <RowChunk
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place in the list; the rows have keys of their own
          key={index}
          entries={chunk}
          current={within(chunk, current)}
          entrance={within(chunk, entrance)}
          today={today}
          onOpen={onOpen}
        />
      ))}
    </ul>
  );
});

function within(chunk: readonly ListEntry[], id: string | undefined): string | undefined {
  return chunk.some(({ match }) => match.id === id) ? id : undefined;
}
