import type { MessagesPage } from "@duologue/protocol/http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { refusal } from "./support/problem-of.ts";
import { fromOurPage, withToken } from "./support/session-headers.ts";
import { startTestServer, type TestServer, WEB_ORIGIN } from "./support/test-server.ts";

const FOREIGN = [
  "http://evil.test",
  "null",
  "http://localhost:3001",
  "https://localhost:3000",
  "http://localhost:3000.evil.test",
  "http://localhost:30000",
  "http://LOCALHOST:3000",
  "http://localhost:3000/",
  "",
];

let server: TestServer;
let alice: Person;
let matchId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ alice, matchId } = await server.signUpPair());
});
afterAll(() => server[Symbol.asyncDispose]());

const send = (headers: Record<string, string>, content = "hello") =>
  server.fetch(`/api/messages/${matchId}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ content }),
  });

describe("a change by cookie (R4 A052)", () => {
  test("is our own page's right", async () => {
    expect((await send(fromOurPage(alice))).status).toBe(201);
  });

  test.each(FOREIGN)("is refused to the origin %j and changes nothing", async (origin) => {
    expect(await refusal(await send({ Cookie: alice.cookie, Origin: origin }, "forged"))).toBe(
      "403 origin_not_allowed",
    );
    const { messages } = await alice.get<MessagesPage>(`/api/messages/${matchId}`);
    expect(messages.map((message) => message.content)).not.toContain("forged");
  });

  test.each([
    [undefined, 403],
    ["cross-site", 403],
    ["same-site", 403],
    ["same-origin", 201],
    ["none", 201],
  ] as const)("without an origin is decided by Sec-Fetch-Site %j", async (site, status) => {
    const headers = { Cookie: alice.cookie, ...(site !== undefined && { "Sec-Fetch-Site": site }) };
    expect((await send(headers)).status).toBe(status);
  });

  test("the origin decides even when Sec-Fetch-Site is friendly", async () => {
    const headers = { Cookie: alice.cookie, Origin: "http://evil.test", "Sec-Fetch-Site": "same-origin" };
    expect(await refusal(await send(headers))).toBe("403 origin_not_allowed");
  });

  test("reading by cookie needs no origin", async () => {
    expect((await server.fetch("/api/me", { headers: { Cookie: alice.cookie } })).status).toBe(200);
  });

  test.each(["sign-out", "revoke-sessions", "revoke-other-sessions", "sign-in/email"])(
    "%s by a foreign page is refused",
    async (path) => {
      const headers = {
        Cookie: alice.cookie,
        Origin: "http://evil.test",
        "Content-Type": "application/json",
      };
      const response = await server.fetch(`/api/auth/${path}`, { method: "POST", headers, body: "{}" });
      expect(await refusal(response)).toBe("403 origin_not_allowed");
      expect((await alice.me()).id).toBe(alice.id);
    },
  );
});

describe("a change by token", () => {
  test("needs no origin: no page can make a browser send one", async () => {
    expect((await send(withToken(alice))).status).toBe(201);
    expect((await send({ ...withToken(alice), Origin: "http://evil.test" })).status).toBe(201);
  });
});

describe("what other pages may read (A054)", () => {
  test("our own page reads answers and the headers that it needs", async () => {
    const { headers } = await server.fetch("/api/me", { headers: fromOurPage(alice) });
    expect(headers.get("access-control-allow-origin")).toBe(WEB_ORIGIN);
    expect(headers.get("access-control-allow-credentials")).toBe("true");
    expect(headers.get("access-control-expose-headers")?.toLowerCase().split(",")).toEqual([
      "set-auth-token",
      "retry-after",
      "x-request-id",
    ]);
    expect(headers.get("vary")).toContain("Origin");
  });

  test("also when it is refused something", async () => {
    const { headers } = await server.fetch("/api/me", { headers: { Origin: WEB_ORIGIN } });
    expect(headers.get("access-control-allow-origin")).toBe(WEB_ORIGIN);
  });

  test.each(FOREIGN)("the origin %j reads nothing", async (origin) => {
    for (const path of ["/api/me", "/api/auth/get-session", "/livez", "/nothing"]) {
      const { headers } = await server.fetch(path, { headers: { Cookie: alice.cookie, Origin: origin } });
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("vary")).toContain("Origin");
    }
  });

  test("a preflight allows our own page what the contract has, and others nothing", async () => {
    const preflight = (origin: string) =>
      server.fetch(`/api/messages/${matchId}`, {
        method: "OPTIONS",
        headers: {
          Origin: origin,
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "authorization,content-type",
        },
      });
    const ours = await preflight(WEB_ORIGIN);
    expect(ours.status).toBe(204);
    expect(ours.headers.get("access-control-allow-origin")).toBe(WEB_ORIGIN);
    expect(ours.headers.get("access-control-allow-headers")).toContain("Authorization");
    const foreign = await preflight("http://evil.test");
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });
});
