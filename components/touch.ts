/** Whether text is mainly written on a keyboard that covers the screen. */
export function hasTouchKeyboard(): boolean {
  return matchMedia("(pointer: coarse)").matches && !matchMedia("(any-pointer: fine)").matches;
}
