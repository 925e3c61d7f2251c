/** More emoji than this are a sentence of their own, and of the usual size (U50). */
const LARGE_MAX = 3;

/**
 * One emoji as Unicode composes it (UTS #51): a flag of two letters or of tags, a key cap, or pictures with their skin tone,
 * joined into one. A character that is text unless somebody asks for its picture, such as © or a digit, is text.
 */
const PICTURE = String.raw`(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|(?!\p{RI})\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)`;
const JOINED = String.raw`\p{Emoji}(?:\uFE0F|\p{Emoji_Modifier})?`;
const EMOJI = String.raw`(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|${PICTURE}(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D${JOINED})*)`;
const FEW_EMOJI = new RegExp(String.raw`^\s*(?:${EMOJI}\s*){1,${LARGE_MAX}}$`, "u");

/** A message of one to three emoji and nothing else. */
export function isEmojiOnly(content: string): boolean {
  return FEW_EMOJI.test(content);
}
