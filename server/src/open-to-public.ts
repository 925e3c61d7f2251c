import { lookup } from "node:dns/promises";
import { isPrivateAddress } from "./private-address.ts";

/** Whether the service of this URL needs no password although one of its addresses can be reached from anywhere. */
export async function isOpenToPublic(url: string): Promise<boolean> {
  const { hostname, password } = new URL(url);
  if (password !== "") return false;
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  return addresses.some(({ address }) => !isPrivateAddress(address));
}
