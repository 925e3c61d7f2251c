/** The keyCode of a key that an input method is handling. Deprecated, and still the only sign that Safari gives. */
const HANDLED_BY_INPUT_METHOD = 229;

/**
 * Whether a key belongs to an input method that is still composing, so that Enter confirms a word and sends nothing (U38).
 * Safari sends the confirming Enter after the composition has ended: then only the key code tells.
 */
export function isComposing(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === HANDLED_BY_INPUT_METHOD;
}
