import { linkPieces } from "./link-ranges";

/** The words of a message: text is text, newlines are kept, and only written addresses become links (U61, U62). */
export function MessageText({ content }: { content: string }) {
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
