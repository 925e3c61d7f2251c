import { clockTime } from "@/lib/format-time";
import { reader } from "../when/reader";

/** What is known of a row by the key that it carries in the document. */
export type RowTeller = (key: string) => { author: string; createdAt: string } | undefined;

/**
 * What copying takes from a selection that reaches over several messages: "[14:02] Maya: See you at six", one below the
 * other (U64). Undefined for a part of a single message, which the browser copies as it is.
 */
export function copiedWords(selection: Selection, list: HTMLElement, tell: RowTeller): string | undefined {
  if (selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const selected = selection.getRangeAt(0);
  const lines = [...list.querySelectorAll<HTMLElement>("[data-key]")].flatMap((row) => {
    const bubble = row.querySelector(".bubble");
    const about = tell(row.dataset["key"] ?? "");
    if (bubble === null || about === undefined || !selected.intersectsNode(bubble)) return [];
    const words = selectedWithin(selected, bubble);
    return words === "" ? [] : [`[${clockTime(about.createdAt, reader())}] ${about.author}: ${words}`];
  });
  return lines.length > 1 ? lines.join("\n") : undefined;
}

function selectedWithin(selected: Range, bubble: Element): string {
  const part = document.createRange();
  part.selectNodeContents(bubble);
  if (selected.compareBoundaryPoints(Range.START_TO_START, part) > 0)
    part.setStart(selected.startContainer, selected.startOffset);
  if (selected.compareBoundaryPoints(Range.END_TO_END, part) < 0)
    part.setEnd(selected.endContainer, selected.endOffset);
  return part.toString().trim();
}
