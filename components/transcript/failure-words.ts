import { type ErrorCode, errors } from "@duologue/protocol/errors";

/** Why a message was not sent, for its writer (U31): where the contract's own title is meant for programmers. */
const words: Partial<Record<ErrorCode, string>> = {
  validation_failed: "The text cannot be sent as it is.",
  unauthenticated: "You are signed out.",
  forbidden: "You cannot write here.",
  not_found: "This conversation no longer exists.",
  client_message_id_reused: "Another message took its place.",
  match_closed: "This match has ended.",
  payload_too_large: "The text is too long.",
  rate_limited: "Too many messages at once.",
  unavailable: "The server is busy.",
};

/** One sentence. */
export function failureWords(code: ErrorCode): string {
  return words[code] ?? `${errors[code].title}.`;
}
