/** Wraps a person's text for use inside a plain string, so that its direction of writing stays its own (U63). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
