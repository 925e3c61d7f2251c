import type { Reader } from "@/lib/format-intl";
import { preference } from "../preferences/use-preference";

let known: (Reader & { clock: string }) | undefined;

/**
 * How this person reads times: words in the language of the page, so that no sentence mixes two, and the clock of
 * twelve or twenty-four hours that they have chosen (U60), or else are used to. Only in the browser.
 */
export function reader(): Reader {
  const clock = preference("clock");
  if (known?.clock !== clock)
    known = {
      clock,
      locale: navigator.language.startsWith("en") ? navigator.language : "en-GB",
      hour12: clock === "12" || (clock !== "24" && deviceHas12Hours()),
    };
  return known;
}

function deviceHas12Hours(): boolean {
  return new Intl.DateTimeFormat(navigator.language, { hour: "numeric" }).resolvedOptions().hour12 === true;
}
