import { CONTENT_MAX_BYTES, CONTENT_MAX_CODE_POINTS } from "./limits.ts";

/**
 * White space, controls, and code points that draw nothing: Unicode's Default_Ignorable_Code_Point, the blank Braille cell
 * and the marks of interlinear annotation.
 */
const INVISIBLE_ONLY = /^[\s\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*$/u;

/** The length of a text in the unit of the contract: Unicode code points after trimming. */
export function contentLength(text: string): number {
  let length = 0;
  for (const _ of text.trim()) length += 1;
  return length;
}

/** Why a text cannot be a message, in words for its writer; undefined when it can. Browser and server both ask here. */
export function contentProblem(text: string): string | undefined {
  if (!text.isWellFormed()) return "must be well-formed Unicode";
  if (text.includes("\u0000")) return "must not contain the NUL character";
  if (INVISIBLE_ONLY.test(text)) return "must contain something visible";
  // A code point is one or two of JavaScript's units, and a unit three bytes at most: nearly no text needs counting.
  if (text.length > CONTENT_MAX_CODE_POINTS && contentLength(text) > CONTENT_MAX_CODE_POINTS)
    return `must be at most ${CONTENT_MAX_CODE_POINTS} characters`;
  if (text.length * 3 > CONTENT_MAX_BYTES && new TextEncoder().encode(text).length > CONTENT_MAX_BYTES)
    return `must be at most ${CONTENT_MAX_BYTES} bytes`;
  return undefined;
}
