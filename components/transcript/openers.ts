/**
 * Something to begin with (U92). They ask about the other person and fit any match: two who date, a mentor and whom they
 * guide, a seller and a buyer.
 */
export const OPENERS: readonly string[] = [
  "Hello! How is your day going?",
  "What brought you here?",
  "What should I ask you about first?",
];

/** The draft with an opener in it: instead of another opener, and after what the writer has written themselves. */
export function withOpener(draft: string, opener: string): string {
  const own = draft.trim();
  return own === "" || OPENERS.includes(own) ? opener : `${own} ${opener}`;
}
