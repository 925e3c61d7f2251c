/** The text as the end of a sentence: with a stop, unless it has one. */
export function sentence(text: string): string {
  return /[.!?…:;,]\s*\u2069?$/u.test(text) ? text : `${text}.`;
}
