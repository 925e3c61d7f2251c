import { isIPv6 } from "node:net";

/**
 * What is counted as one address: an IPv4 address, or the IPv6 network with the first 64 bits of the address, because
 * one subscriber has all addresses of such a network. It is an address itself, for those who want one.
 */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join(".");
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(":")}::`;
}

/** The eight numbers of an IPv6 address, which has many spellings; a URL makes one of them. */
function groupsOf(address: string): number[] {
  const [bare = ""] = address.split("%", 1);
  const [left = [], right = []] = new URL(`http://[${bare}]`).hostname
    .slice(1, -1)
    .split("::")
    .map((part) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16))));
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}
