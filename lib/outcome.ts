import type { ErrorCode } from "@duologue/protocol/errors";

/**
 * How a call ended (G2). `retry` parts the failures: true when the outcome is unknown (network, time-out, 5xx) or the
 * server said "later" (408, 429): the same call again is safe and right. False is a definite rejection.
 */
export type Outcome<T> = { ok: true; value: T } | Failure;

export interface Failure {
  ok: false;
  code: ErrorCode | "network";
  /** fit to be shown */
  detail: string;
  retry: boolean;
  /** what the server asked for, in milliseconds */
  retryAfter: number | undefined;
}
