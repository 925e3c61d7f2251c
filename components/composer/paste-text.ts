/** Code points that copying leaves in text without anybody wanting them. Not the joiners, which make letters and emoji. */
const STRAY = /[\u200b\u2060\ufeff]/g;

/** Takes strays out of pasted text (U46). Inserts by the browser's own command, so that undo takes the paste back (U56). */
export function pasteText(event: { clipboardData: DataTransfer; preventDefault: () => void }): void {
  const text = event.clipboardData.getData("text/plain");
  const clean = text.replace(STRAY, "");
  if (clean === text) return;
  event.preventDefault();
  document.execCommand("insertText", false, clean);
}
