import { type ErrorCode, errors } from "@duologue/protocol/errors";
import type { Failure, Outcome } from "./outcome.ts";

/** A request that has not been answered by then is given up; the server's own limit is 5 s for its store. */
const TIMEOUT_MS = 15_000;

export interface HttpCall {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** from the root of the API, with its query */
  path: string;
  body?: unknown;
  /** It gets through even when the page goes in that moment. At most 64 KB may be under way so (fetch's `keepalive`). */
  outlivesPage?: boolean;
}

/** Makes one call and answers how it ended; never rejects. The value is the JSON of the answer, undefined when it has none. */
export type Http = (call: HttpCall) => Promise<Outcome<unknown>>;

/**
 * `fetch` with the session's cookie, a time limit, and the three outcomes of G2. Where no browser keeps the cookie,
 * `request` is a fetch that proves the session in its own way.
 */
export function createHttp(baseUrl: string, request: typeof fetch = fetch): Http {
  return async ({ method, path, body, outlivesPage = false }) => {
    try {
      const response = await request(new URL(path, baseUrl), {
        method,
        credentials: "include",
        cache: "no-store",
        keepalive: outlivesPage,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      // Reading the body may be cut like everything before it: then the outcome is as unknown.
      const text = await response.text();
      return response.ok ? accepted(text) : refused(response, text);
    } catch {
      return UNREACHABLE;
    }
  };
}

const UNREACHABLE: Failure = {
  ok: false,
  code: "network",
  detail: "The server cannot be reached.",
  retry: true,
  retryAfter: undefined,
};

function accepted(text: string): Outcome<unknown> {
  if (text === "") return { ok: true, value: undefined };
  const value = parsed(text);
  // Not from our server: the sign-in page of a hotel's network, say.
  return value === undefined ? UNREACHABLE : { ok: true, value };
}

function refused(response: Response, text: string): Failure {
  const { status } = response;
  const body = parsed(text);
  const said = isRecord(body) ? body : {};
  const code = isCode(said["code"]) ? said["code"] : codeOf(status);
  const told = typeof said["detail"] === "string" ? said["detail"] : said["message"];
  const words = typeof told === "string" && told !== "" ? told : errors[code].title;
  return {
    ok: false,
    code,
    // The screens show it as a sentence.
    detail: /[.!?…]$/.test(words) ? words : `${words}.`,
    retry: status >= 500 || status === 408 || status === 429,
    retryAfter: retryAfter(response),
  };
}

/** For answers that are not problem details: those of the accounts, or of a proxy. */
const CODES: Partial<Record<number, ErrorCode>> = {
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  408: "request_timeout",
  413: "payload_too_large",
  415: "unsupported_media_type",
  429: "rate_limited",
  503: "unavailable",
};

function codeOf(status: number): ErrorCode {
  return CODES[status] ?? (status >= 500 ? "internal" : "validation_failed");
}

/** Seconds, as our server says it; a date is left to the back-off. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errors, value);
}
