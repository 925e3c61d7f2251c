/** The address of the sign-in page that leads back to a page. */
export function signInPath(path: string, search: string): string {
  const next = search === "" ? path : `${path}?${search}`;
  return next === "/messages" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}

/**
 * Where to go after signing in. Only pages of this product: an address that leads to another host, in whatever spelling,
 * would let a forged link pass itself off as ours.
 */
export function nextPath(next: string | null | undefined): string {
  const base = "http://here.invalid";
  const url = next === null || next === undefined ? null : URL.parse(next, base);
  return url?.origin === base && next?.startsWith("/") ? `${url.pathname}${url.search}` : "/messages";
}
