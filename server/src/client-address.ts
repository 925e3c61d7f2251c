import type { IncomingMessage } from "node:http";
import proxyAddress from "proxy-addr";

/** The address that limits count: of the connection, or what a trusted proxy says of it. Nothing else a client sends is believed. */
export function clientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddress.compile([...trustedProxies]);
  return (request) => proxyAddress(request, trusts) ?? "";
}
