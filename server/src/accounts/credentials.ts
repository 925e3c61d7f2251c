import type { RequestHeaders } from "../domain/ports.ts";
import { cookiesNamed } from "./cookies-named.ts";

/** What a request shows to prove who is asking. */
interface Credentials {
  /** tokens of the session cookie; more than one when the request carries several that differ */
  cookies: readonly string[];
  /** the token of the `Authorization` header when that is of the Bearer scheme */
  bearer: string | undefined;
}

/** What is shown in the place of a token and cannot be one. */
export const NO_TOKEN = "";

/** Other schemes of `Authorization` are none of ours: a reverse proxy may ask for them. */
const BEARER = /^bearer(\s|$)/i;
/** A session's random id and its HMAC-SHA-256 in base64, as the account library signs. */
const SIGNED = /^[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9+/]{43}=$/;
/** No token is longer, even with each of its characters percent-encoded. */
const SPELT_MAX = 3 * (64 + 1 + 44);

export function credentialsOf(headers: RequestHeaders, cookieName: string): Credentials {
  const authorization = headers.get("authorization");
  return {
    cookies: [...new Set(cookiesNamed(headers, cookieName).map(tokenIn))],
    bearer:
      authorization !== null && BEARER.test(authorization) ? tokenIn(authorization.slice(6)) : undefined,
  };
}

/** One token has one form here, however it was spelt: what is remembered about it must not multiply (G14). */
function tokenIn(text: string): string {
  const spelt = text.trim();
  if (spelt.length > SPELT_MAX) return NO_TOKEN;
  const token = spelt.includes("%") ? decoded(spelt) : spelt;
  return SIGNED.test(token) ? token : NO_TOKEN;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return NO_TOKEN;
  }
}
