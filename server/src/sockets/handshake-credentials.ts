import type { IncomingHttpHeaders } from "node:http";

/** What a header can carry, and far more than any token of ours has. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/**
 * What a request shows to prove a session, for Sessions.verify(); undefined when that is nothing. A cookie counts
 * only when the browser says that our own pages sent it (R4): the origin was checked before, and without one
 * the request must come from this very site.
 */
export function headerCredentials(headers: IncomingHttpHeaders): Headers | undefined {
  const { authorization, cookie, origin } = headers;
  const site = headers["sec-fetch-site"];
  const isOurs = origin !== undefined || site === "same-origin" || site === "none";
  const proof = new Headers();
  if (authorization !== undefined) proof.set("authorization", authorization);
  if (cookie !== undefined && isOurs) proof.set("cookie", cookie);
  return proof.has("authorization") || proof.has("cookie") ? proof : undefined;
}

/**
 * The same for a handshake, where the token may also come in `auth.token`: whatever the client put there. A token
 * that cannot be one is not overlooked in favour of the cookie, and two different ones prove nobody.
 */
export function handshakeCredentials(headers: IncomingHttpHeaders, token: unknown): Headers | undefined {
  const proof = headerCredentials(headers);
  if (token === undefined || token === null) return proof;
  if (typeof token !== "string" || !TOKEN.test(token)) return undefined;
  const authorization = `Bearer ${token}`;
  const together = proof ?? new Headers();
  if ((together.get("authorization") ?? authorization) !== authorization) return undefined;
  together.set("authorization", authorization);
  return together;
}
