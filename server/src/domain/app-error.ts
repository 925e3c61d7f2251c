import { type ErrorCode, errors } from "@duologue/protocol/errors";

export interface FieldError {
  path: string;
  message: string;
}

interface Details {
  fields?: FieldError[];
  /** for `rate_limited` and `unavailable`, in seconds */
  retryAfter?: number;
  cause?: unknown;
}

/** A failure that a client is told about by its code. Anything else that is thrown is answered as `internal`. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly fields: FieldError[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, detail: string = errors[code].title, details: Details = {}) {
    super(detail, { cause: details.cause });
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
  }
}
