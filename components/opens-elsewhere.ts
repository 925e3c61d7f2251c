import type { MouseEvent } from "react";

/** Whether this click on a link asks for a new tab, a new window or a file: the browser's business. */
export function opensElsewhere(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
