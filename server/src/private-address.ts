import { BlockList, isIPv4 } from "node:net";

const PRIVATE_V4 = [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const;
const PRIVATE_V6 = [
  ["::1", 128],
  ["fc00::", 7],
] as const;

/** Whether an IP address belongs to this machine or to a network that its owner made (RFC 1918, RFC 4193). */
export function isPrivateAddress(address: string): boolean {
  const networks = new BlockList();
  for (const [network, bits] of PRIVATE_V4) networks.addSubnet(network, bits, "ipv4");
  for (const [network, bits] of PRIVATE_V6) networks.addSubnet(network, bits, "ipv6");
  return networks.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}
