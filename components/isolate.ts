/** Letters of the scripts that run from right to left, and the characters that turn the direction of others. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** An end of isolation inside the text would end ours. */
const ISOLATES = /[\u2066-\u2069]/g;

/**
 * A person's text for use inside a plain string, so that its direction of writing stays its own (U63). Text that can only
 * run from left to right, as our own words do, needs no marks and gets none.
 */
export function isolate(text: string): string {
  return TURNS.test(text) ? `\u2068${text.replace(ISOLATES, "")}\u2069` : text;
}
