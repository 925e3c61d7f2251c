import { LinkifyIt } from "linkify-it";

/** A piece of a message: plain text, or text that leads somewhere. Together the pieces are the whole message. */
export type Piece = { text: string } | { text: string; href: string };

const PROTOCOLS = new Set(["http:", "https:", "mailto:"]);
/** Latin letters beside those of another script: the look-alike trick of "аррӏе.com". */
const LATIN = /\p{Script=Latin}/u;
const OTHER_LETTERS = /(?!\p{Script=Latin})\p{L}/u;

let finder: LinkifyIt | undefined;

/**
 * Cuts a message into text and links (U61). Only addresses with a written http, https or mailto are links: guessing
 * turns "see you.so long" into a stranger's site. A host of mixed scripts is shown in its punycode form.
 */
export function linkPieces(content: string): Piece[] {
  finder ??= new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false }).add("ftp:", null).add("//", null);
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of finder.match(content) ?? []) {
    const url = safeUrl(found.url);
    if (url === undefined) continue;
    if (found.index > end) pieces.push({ text: content.slice(end, found.index) });
    pieces.push({ text: honestText(found.text, url), href: url.href });
    end = found.lastIndex;
  }
  if (end < content.length) pieces.push({ text: content.slice(end) });
  return pieces;
}

function safeUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  return url !== null && PROTOCOLS.has(url.protocol) ? url : undefined;
}

/** What is written, unless the host could be mistaken for another one. */
function honestText(written: string, url: URL): string {
  const host = /^[a-z]+:\/\/([^/?#]*)/iu.exec(written)?.[1] ?? "";
  return LATIN.test(host) && OTHER_LETTERS.test(host) ? url.href : written;
}
