import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The two themes in the order in which light-dark() gives them. */
const themes = ["light", "dark"] as const;
type Theme = (typeof themes)[number];
interface Host {
  hue: number;
  chroma: number;
}

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8").replaceAll(/\s+/g, " ");
const standard: Host = { hue: 192, chroma: 0.072 };

/** The token's colour as linear sRGB, clipped into gamut as browsers do. */
function colour(token: string, theme: Theme, host: Host): number[] {
  const pair = new RegExp(`--${token}: light-dark\\( ?oklch\\((.+?)\\), oklch\\((.+?)\\) ?\\);`).exec(css);
  const text = pair?.[theme === "light" ? 1 : 2];
  if (text === undefined) throw new Error(`tokens.css has no plain pair for --${token}`);
  // var() closes one parenthesis early for the pattern above; its name alone decides.
  const [lightness = 0, chroma = 0, hue = 0] = text
    .replaceAll(/var\(--chat-(hue|chroma)\)?/g, (_, name) => String(name === "hue" ? host.hue : host.chroma))
    .split(" ")
    .map(Number);
  return linearSrgb(lightness, chroma, (hue * Math.PI) / 180);
}

function linearSrgb(lightness: number, chroma: number, angle: number): number[] {
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => Math.min(1, Math.max(0, value)));
}

function contrast(one: string, other: string, theme: Theme, host = standard): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((token) => {
      const [r = 0, g = 0, b = 0] = colour(token, theme, host);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(themes)("the %s palette (A07, A09)", (theme) => {
  it.each([
    ["ink", "canvas", 7],
    ["ink", "sunken", 7],
    ["ink", "surface", 7],
    ["ink", "theirs", 7],
    ["ink", "wash", 7],
    ["ink-2", "canvas", 4.5],
    ["ink-2", "sunken", 4.5],
    ["ink-2", "surface", 4.5],
    ["ink-2", "theirs", 4.5],
    ["ink-2", "wash", 4.5],
    ["ink-3", "canvas", 4.5],
    ["ink-3", "sunken", 4.5],
    ["ink-3", "surface", 4.5],
    ["ink-3", "theirs", 4.5],
    ["ember", "canvas", 4.5],
    ["ember", "sunken", 4.5],
    ["on-ember", "ember", 4.5],
    ["danger", "canvas", 4.5],
    ["danger", "surface", 4.5],
    ["on-danger", "danger", 4.5],
    ["control-line", "canvas", 3],
    ["control-line", "sunken", 3],
    ["control-line", "surface", 3],
    ["focus", "canvas", 3],
    ["focus", "sunken", 3],
  ])("draws %s on %s at %d:1 or better", (one, other, least) => {
    expect(contrast(one, other, theme)).toBeGreaterThanOrEqual(least);
  });
});

describe.each(themes)("any host's colour in the %s theme", (theme) => {
  const hues = Array.from({ length: 360 }, (_, hue) => hue);
  const worst = (one: string, other: string, chroma: number) =>
    Math.min(...hues.map((hue) => contrast(one, other, theme, { hue, chroma })));

  it.each([0, 0.04, 0.072, 0.1, 0.13])("keeps text and links readable at chroma %d", (chroma) => {
    expect(worst("on-mine", "mine", chroma)).toBeGreaterThanOrEqual(7);
    expect(worst("link", "canvas", chroma)).toBeGreaterThanOrEqual(6.8);
    expect(worst("link", "theirs", chroma)).toBeGreaterThanOrEqual(6);
    expect(worst("ink", "wash", chroma)).toBeGreaterThanOrEqual(7);
  });
});
