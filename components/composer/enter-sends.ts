/** What Enter does in the composer. On a touch keyboard it is always a new line, and the button sends (U39). */
export type EnterSetting = "send" | "newline";

interface EnterPress {
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Whether this press of Enter sends (U37). Ctrl or Command with Enter always does. */
export function enterSends(press: EnterPress, setting: EnterSetting, touch: boolean): boolean {
  if (press.ctrlKey || press.metaKey) return true;
  if (press.shiftKey || press.altKey || touch) return false;
  return setting === "send";
}
