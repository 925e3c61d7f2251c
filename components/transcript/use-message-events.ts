import type { ClipboardEvent, FocusEvent, PointerEvent, RefObject } from "react";
import { exactTime } from "@/lib/format-time";
import { hasTouchKeyboard } from "../touch";
import { reader } from "../when/reader";
import { copiedWords } from "./copied-words";
import type { DateChipHandle } from "./date-chip";
import type { Row } from "./rows";

interface MessageEvents {
  onCopy: (event: ClipboardEvent<HTMLElement>) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onBlur: () => void;
  onPointerOver: (event: PointerEvent<HTMLElement>) => void;
}

interface Options {
  rows: readonly Row[];
  authorOf: (row: Row) => string;
  chip: RefObject<DateChipHandle | null>;
}

/** What happens to messages as a whole: they are copied with their authors (U64), and the one with the focus tells its exact time (U60). */
export function useMessageEvents({ rows, authorOf, chip }: Options): MessageEvents {
  const rowOf = (key: string | undefined) => rows.find(({ item }) => item.key === key);
  return {
    onCopy: (event) => {
      const selection = document.getSelection();
      const words =
        selection &&
        copiedWords(selection, event.currentTarget, (key) => {
          const row = rowOf(key);
          return row && { author: authorOf(row), createdAt: row.item.createdAt };
        });
      if (!words) return;
      event.clipboardData.setData("text/plain", words);
      event.preventDefault();
    },
    // Hundreds of rows would each make a text that hardly anybody asks for.
    onPointerOver: ({ target }) => {
      const time = target instanceof Element ? target.closest("time.margin-time") : null;
      if (time instanceof HTMLTimeElement && time.title === "")
        time.title = exactTime(time.dateTime, reader());
    },
    onFocus: ({ target }) => {
      // Under a mouse the browser tells it by itself; a finger and the keys have no hovering.
      if (!target.matches(":focus-visible") && !hasTouchKeyboard()) return;
      const row = rowOf(target.closest<HTMLElement>("[data-key]")?.dataset["key"]);
      chip.current?.name(row && exactTime(row.item.createdAt, reader()));
    },
    onBlur: () => chip.current?.name(undefined),
  };
}
