import { expect, test } from "vitest";
import { DeviceCookie } from "./device-cookie.ts";

const secret = "0123456789abcdef".repeat(4);
const devices = new DeviceCookie({ secret, baseUrl: "https://chat.example.org" });
const showing = (cookie: string) => new Headers({ cookie: `other=1; ${cookie.split(";")[0]}` });

test("A046 a device is known for its account, by every server with the secret", () => {
  const issued = devices.issue("alice@example.org");
  const later = new DeviceCookie({ secret, baseUrl: "https://chat.example.org" });
  const device = later.deviceOf(showing(issued), "alice@example.org");
  expect(device).toBeDefined();
  expect(issued).toContain(`duologue.device=${device}.`);
  expect(issued).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
});

test.each([
  ["of another account", devices.issue("bob@example.org")],
  ["signed by somebody else", new DeviceCookie({ secret: "x", baseUrl: "" }).issue("alice@example.org")],
  ["without a signature", "duologue.device=made-up"],
  ["with a signature that is not ASCII", `duologue.device=made-up.${"é".repeat(43)}`],
])("A046 a device %s is not", (_what, cookie) => {
  const headers = { get: (name: string) => (name === "cookie" ? (cookie.split(";")[0] ?? null) : null) };
  expect(devices.deviceOf(headers, "alice@example.org")).toBeUndefined();
});
