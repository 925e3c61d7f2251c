import { type Appearance, attributeOf, cookieOf } from "./appearance";

const YEAR_S = 31_536_000;

/** Changes a part of the look now and for the next visits. */
export function applyAppearance<Name extends keyof Appearance>(part: Name, value: Appearance[Name]): void {
  const root = document.documentElement;
  const attribute = attributeOf(part, value);
  if (attribute === undefined) delete root.dataset[part];
  else root.dataset[part] = attribute;
  const age = attribute === undefined ? 0 : YEAR_S;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
  document.cookie = `${cookieOf(part)}=${value}; path=/; max-age=${age}; samesite=lax`;
}
