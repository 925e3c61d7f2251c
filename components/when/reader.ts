import type { Reader } from "@/lib/format-intl";

let known: Reader | undefined;

/**
 * How this person reads times: words in the language of the page, so that no sentence mixes two, and the clock of
 * twelve or twenty-four hours that they are used to. Only in the browser.
 */
export function reader(): Reader {
  known ??= {
    locale: navigator.language.startsWith("en") ? navigator.language : "en-GB",
    hour12: new Intl.DateTimeFormat(navigator.language, { hour: "numeric" }).resolvedOptions().hour12,
  };
  return known;
}
