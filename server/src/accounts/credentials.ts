import type { RequestHeaders } from "../domain/ports.ts";

/** What a request shows to prove who is asking. */
export interface Credentials {
  /** values of the session cookie; more than one when the request carries several that differ */
  cookies: readonly string[];
  /** the whole `Authorization` header when it is of the Bearer scheme */
  bearer: string | undefined;
}

/** Other schemes of `Authorization` are none of ours: a reverse proxy may ask for them. */
const BEARER = /^bearer(\s|$)/i;

export function credentialsOf(headers: RequestHeaders, cookieName: string): Credentials {
  const authorization = headers.get("authorization");
  const cookies = new Set<string>();
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [name, ...value] = pair.split("=");
    if (name?.trim() === cookieName) cookies.add(value.join("=").trim());
  }
  return {
    cookies: [...cookies],
    bearer: authorization !== null && BEARER.test(authorization) ? authorization : undefined,
  };
}
