/** How the pages look; "system" follows the device, and so does the text size of a browser. */
export interface Appearance {
  theme: "system" | "light" | "dark";
  contrast: "system" | "more";
  text: "usual" | "large" | "largest";
}

type Part = keyof Appearance;

/** Every part with what it may be; the first is what holds when nothing is chosen. */
const CHOICES: { [Name in Part]: readonly Appearance[Name][] } = {
  theme: ["system", "light", "dark"],
  contrast: ["system", "more"],
  text: ["usual", "large", "largest"],
};

/** Cookies and not the browser's storage, so that the server's first byte already has the right look (U99). */
export function cookieOf(part: Part): string {
  return `duologue-${part}`;
}

/** What cookies say; anything unknown means that nothing is chosen. */
export function appearanceFrom(cookie: (name: string) => string | undefined): Appearance {
  return { theme: read("theme", cookie), contrast: read("contrast", cookie), text: read("text", cookie) };
}

/** The value of the root element's `data-` attribute for a part; undefined where nothing is chosen. */
export function attributeOf<Name extends Part>(part: Name, value: Appearance[Name]): string | undefined {
  return value === CHOICES[part][0] ? undefined : value;
}

function read<Name extends Part>(part: Name, cookie: (name: string) => string | undefined): Appearance[Name] {
  const [usual] = CHOICES[part];
  const found = CHOICES[part].find((choice) => choice === cookie(cookieOf(part))) ?? usual;
  if (found === undefined) throw new Error(`Nothing can be chosen for ${part}`);
  return found;
}
