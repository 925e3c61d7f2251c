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

test("a connection that is gone has none", () => {
  expect(clientAddress([])(request(undefined))).toBe("");
});
