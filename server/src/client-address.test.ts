import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

/** As much of a request as says where it comes from. */
function request(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

test("without a trusted proxy the connection says it, whatever the request claims (A047)", () => {
  const addressOf = clientAddress([]);
  expect(addressOf(request("203.0.113.9"))).toBe("203.0.113.9");
  expect(addressOf(request("203.0.113.9", "10.0.0.1"))).toBe("203.0.113.9");
});

test("a trusted proxy says it, and only what it added itself", () => {
  const addressOf = clientAddress(["10.0.0.0/8", "::1"]);
  expect(addressOf(request("10.1.2.3", "198.51.100.7"))).toBe("198.51.100.7");
  expect(addressOf(request("10.1.2.3", "1.1.1.1, 198.51.100.7, 10.9.9.9"))).toBe("198.51.100.7");
  expect(addressOf(request("203.0.113.9", "198.51.100.7"))).toBe("203.0.113.9");
});

test.each([
  ["203.0.113.9:50001", "203.0.113.9"],
  ["[2001:db8::1]:443", "2001:db8:0:0::"],
  ["[2001:db8::1]", "2001:db8:0:0::"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["fe80::1%eth0", "fe80:0:0:0::"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["1.1.1.1, 203.0.113.9:50001, 10.9.9.9:443", "203.0.113.9"],
  ["unknown", "10.0.0.1"],
  ["203.0.113.9:50001:1", "10.0.0.1"],
])("what a trusted proxy says as %s counts as %s", (said, address) => {
  expect(clientAddress(["10.0.0.0/8"])(request("10.0.0.1", said))).toBe(address);
});

test("a connection that is gone has none", () => {
  expect(clientAddress([])(request(undefined))).toBe("");
});
