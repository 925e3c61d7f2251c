/** The button that what it opened hands the focus back to (A37). */
export const MENU_BUTTON = "conversation-menu";

export function menuButton(): HTMLElement | null {
  return document.getElementById(MENU_BUTTON);
}
