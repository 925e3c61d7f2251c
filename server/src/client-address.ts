import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import proxyAddress from "proxy-addr";
import { addressKey } from "./address-key.ts";

/** An address in brackets, or one of IPv4, that is followed by a port. */
const WITH_PORT = /^(?:\[(.+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/;

/**
 * What limits count as one address: that of the connection, or what a trusted proxy says of it. Nothing else a client
 * sends is believed; where a proxy says what is no address, it counts itself.
 */
export function clientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusts = trustedProxy(trustedProxies);
  return (request) => {
    let client = "";
    for (const said of proxyAddress.all(request)) {
      const address = bareAddress(said ?? "");
      if (isIP(address) === 0) break;
      client = address;
      if (!trusts(client)) break;
    }
    return addressKey(client);
  };
}

/** Whether a connection from this address comes through one of these proxies. */
export function trustedProxy(trustedProxies: readonly string[]): (address: string) => boolean {
  const trusts = proxyAddress.compile([...trustedProxies]);
  // "" is the address of a connection that is gone.
  return (address) => address !== "" && trusts(address, 0);
}

/** Some proxies add the client's port, others the zone of a link-local address. */
function bareAddress(said: string): string {
  const [, bracketed, v4] = WITH_PORT.exec(said) ?? [];
  const [address = ""] = (bracketed ?? v4 ?? said).split("%", 1);
  return address;
}
