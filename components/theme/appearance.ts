/** "system" follows the device. */
export type Theme = "system" | "light" | "dark";

/** A cookie and not the browser's storage, so that the server's first byte already has the right colours (U99). */
export const THEME_COOKIE = "duologue-theme";

/** What a cookie says; anything unknown means "system". */
export function themeFrom(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
