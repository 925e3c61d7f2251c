import { NAME_MAX_GRAPHEMES } from "./limits.ts";

/** Controls, surrogates, unassigned and private code points, bidi controls, line ends and everything that draws nothing. */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;
/**
 * A joiner within a word of a script that is written with it.
 *
 * @see https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters
 */
const JOINER_IN_WORD =
  /(?<=[\p{Script=Arabic}\p{Script=Bengali}\p{Script=Devanagari}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Khmer}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}])[\u200c\u200d](?=\p{L})/gu;
/** What makes several code points one emoji. */
const JOINER_IN_EMOJI =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])(?:\ufe0f?\u200d(?=\p{Extended_Pictographic})|\ufe0f)/gu;
/** Alphabets with letters that look like those of another one of them. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];
/** More combining marks on one letter than any orthography uses. */
const PILED_MARKS = /\p{M}{5,}/u;

/** Why a text cannot be a person's name, in words for that person; undefined when it can. */
export function nameProblem(raw: string): string | undefined {
  const name = raw.trim().normalize("NFC");
  if (name === "") return "must not be empty";
  if (HIDDEN.test(name.replace(JOINER_IN_WORD, "").replace(JOINER_IN_EMOJI, "")))
    return "must not contain hidden or control characters";
  if (PILED_MARKS.test(name)) return "must not pile up combining marks";
  if (name.split(/[\s\p{P}]+/u).some(mixesAlphabets)) return "must not mix alphabets within a word";
  // A grapheme seldom needs more than twelve code units: segmenting megabytes to count them is refused first.
  if (name.length > NAME_MAX_GRAPHEMES * 12 || graphemes(name) > NAME_MAX_GRAPHEMES)
    return `must be at most ${NAME_MAX_GRAPHEMES} characters`;
  return undefined;
}

/** As in a name that looks like another one and is not it. */
function mixesAlphabets(word: string): boolean {
  return ALPHABETS.filter((letter) => letter.test(word)).length > 1;
}

function graphemes(text: string): number {
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].length;
}
