import { contentLength, contentProblem } from "@duologue/protocol/content";
import { CONTENT_MAX_CODE_POINTS } from "@duologue/protocol/limits";

/** From here on the writer sees how much room is left (U51). */
const SHOWN_FROM = 0.9 * CONTENT_MAX_CODE_POINTS;

/** What to say about the length of a draft; undefined while there is plenty of room. */
export function lengthWords(draft: string): { text: string; over: boolean } | undefined {
  const length = contentLength(draft);
  if (length < SHOWN_FROM) return undefined;
  const left = CONTENT_MAX_CODE_POINTS - length;
  if (left >= 0) return { text: `${left} left`, over: false };
  return {
    text: `${-left} too many. A message has at most ${CONTENT_MAX_CODE_POINTS} characters.`,
    over: true,
  };
}

/** Whether a draft can be sent as it is. */
export function isSendable(draft: string): boolean {
  return contentProblem(draft) === undefined;
}
