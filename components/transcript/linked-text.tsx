import { linkPieces } from "./link-ranges";

/** A text with its links (U61). */
export function LinkedText({ content }: { content: string }) {
  return linkPieces(content).map((piece, index) =>
    "href" in piece ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never reorder
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
}
