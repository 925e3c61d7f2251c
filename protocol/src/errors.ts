/** Every error that a client can meet. Clients branch on the code alone; a code is never reused for something else. */
export const errors = {
  validation_failed: { status: 400, retryable: false, title: "The request is not valid" },
  unauthenticated: { status: 401, retryable: false, title: "Sign in first" },
  invalid_credentials: {
    status: 401,
    retryable: false,
    title: "The email address or the password is wrong",
  },
  wrong_password: { status: 400, retryable: false, title: "The current password is wrong" },
  email_taken: { status: 422, retryable: false, title: "There is an account with this email address" },
  forbidden: { status: 403, retryable: false, title: "This is not allowed" },
  origin_not_allowed: { status: 403, retryable: false, title: "This web origin is not allowed" },
  not_found: { status: 404, retryable: false, title: "There is no such thing, or not for you" },
  method_not_allowed: { status: 405, retryable: false, title: "This method is not allowed here" },
  request_timeout: { status: 408, retryable: true, title: "The request took too long to arrive" },
  client_message_id_reused: {
    status: 409,
    retryable: false,
    title: "This clientMessageId was used for another message",
  },
  match_closed: { status: 409, retryable: false, title: "This match has ended" },
  payload_too_large: { status: 413, retryable: false, title: "The request is too large" },
  unsupported_media_type: { status: 415, retryable: false, title: "Send application/json in UTF-8" },
  headers_too_large: { status: 431, retryable: false, title: "The request's head is too large" },
  rate_limited: { status: 429, retryable: true, title: "Too many requests" },
  internal: { status: 500, retryable: true, title: "Something went wrong on the server" },
  unavailable: { status: 503, retryable: true, title: "The service cannot do this right now" },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof errors;

/** The body of every error answer: RFC 9457 problem details with a stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  /** which member of the input is wrong, and what it should be; never the input itself */
  errors?: { path: string; message: string }[];
  /** in seconds, on sockets only: there is no Retry-After header to say it */
  retryAfter?: number;
}
