/** Why the data cannot be moved, in words for the person at the terminal. */
export class MoveError extends Error {
  override readonly name = "MoveError";
}
