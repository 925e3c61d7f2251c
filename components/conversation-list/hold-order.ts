/**
 * The order to draw: as wanted, except that the held row keeps its place (U69), so that nobody ever clicks on
 * somebody else because the list moved under the pointer. The others close up around it.
 */
export function holdOrder(
  drawn: readonly string[],
  wanted: readonly string[],
  held: string | undefined,
): readonly string[] {
  if (held === undefined || !wanted.includes(held)) return wanted;
  const place = drawn.indexOf(held);
  if (place === -1) return wanted;
  const others = wanted.filter((id) => id !== held);
  return [...others.slice(0, place), held, ...others.slice(place)];
}
