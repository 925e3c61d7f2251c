import { useEffect } from "react";

const UNREAD_ICON = "/icon-unread.svg";

/** "(3) Maya · Duologue", a dot on the tab's icon, and the number on the icon of an installed app (U88, A17). */
export function useTitle(title: string, unread: number): void {
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · Duologue`;
    markIcon(unread > 0);
  }, [title, unread]);
  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    navigator.setAppBadge(unread).catch(() => {
      // Not installed, or forbidden: the title says it.
    });
  }, [unread]);
  // Other pages have a title of their own, and nothing unread.
  useEffect(() => () => markIcon(false), []);
}

/** The usual icon is the framework's; it is remembered on its element for the way back. */
function markIcon(unread: boolean): void {
  for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
    const usual = icon.dataset["usual"] ?? icon.getAttribute("href") ?? "";
    icon.dataset["usual"] = usual;
    const wanted = unread ? UNREAD_ICON : usual;
    if (icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  }
}
