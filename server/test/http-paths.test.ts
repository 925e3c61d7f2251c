import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { refusal } from "./support/problem-of.ts";
import { sendBytes } from "./support/raw-connection.ts";
import { withToken } from "./support/session-headers.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

let server: TestServer;
let alice: Person;
let matchId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ alice, matchId } = await server.signUpPair());
});
afterAll(() => server[Symbol.asyncDispose]());

describe("an id in a path (A022 A112)", () => {
  test.each([
    "%00",
    "a%00b",
    "..%2f",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "[object%20Object]",
    "😀",
    "'%20OR%201=1--",
    "%7B%22$gt%22:%22%22%7D",
    "a".repeat(65),
    "a".repeat(10_000),
    "%ZZ",
    "%",
    "%C3%28",
  ])("that cannot be one is refused: %s", async (id) => {
    for (const path of [`/api/matches/${id}`, `/api/messages/${id}`, `/api/messages/${id}/events?after=0`])
      expect(await refusal(await alice.request("GET", path))).toBe("400 validation_failed");
  });

  test.each(["undefined", "null", "NaN", "__proto__", "constructor", "507f1f77bcf86cd799439011"])(
    "that could be one is not found: %s",
    async (id) => {
      expect(await refusal(await alice.request("GET", `/api/matches/${id}`))).toBe("404 not_found");
    },
  );

  test("of a person never looks like a conversation's room", async () => {
    const response = await alice.request("POST", `/api/people/match-${matchId}/like`);
    expect(await refusal(response)).toBe("400 validation_failed");
  });
});

describe("a page's bounds (A024)", () => {
  const bad = ["-1", "0", "1e9", "1000000000", "abc", "1.5", "", "%201", "1&limit=2", "0x10", "٣", "1e400"];
  test.each(bad)("limit=%s is refused", async (limit) => {
    for (const path of ["/api/matches", "/api/people", `/api/messages/${matchId}`])
      expect(await refusal(await alice.request("GET", `${path}?limit=${limit}`))).toBe(
        "400 validation_failed",
      );
  });

  test.each(["-1", "9007199254740992", "1e400", "7x", "", "1&after=2", "NaN"])(
    "after=%s is refused",
    async (after) => {
      const path = `/api/messages/${matchId}/events?after=${after}`;
      expect(await refusal(await alice.request("GET", path))).toBe("400 validation_failed");
    },
  );

  test.each(["before=0", "before=-1", "around=x", "before[]=1", "before[$gt]=1", "unknown=1", "__proto__=1"])(
    "%s is refused",
    async (query) => {
      const response = await alice.request("GET", `/api/messages/${matchId}?${query}`);
      expect(await refusal(response)).toBe("400 validation_failed");
    },
  );

  test.each(["not-a-cursor", "eyJhIjoxfQ", "a".repeat(257), "%00"])(
    "cursor=%s is refused",
    async (cursor) => {
      for (const path of ["/api/matches", "/api/people"])
        expect(await refusal(await alice.request("GET", `${path}?cursor=${cursor}`))).toBe(
          "400 validation_failed",
        );
    },
  );
});

describe("a method", () => {
  test("that a path does not have is answered with those that it has (A021)", async () => {
    const allowed = async (method: string, path: string) => {
      const response = await alice.request(method, path);
      expect(await refusal(response)).toBe("405 method_not_allowed");
      return response.headers.get("allow");
    };
    expect(await allowed("PUT", "/api/me")).toBe("HEAD, GET, PATCH, OPTIONS");
    expect(await allowed("DELETE", `/api/messages/${matchId}`)).toBe("HEAD, POST, GET, OPTIONS");
    expect(await allowed("GET", `/api/people/${alice.id}/like`)).toBe("POST, OPTIONS");
    expect(await allowed("POST", "/livez")).toBe("HEAD, GET, OPTIONS");
    expect(await allowed("GET", "/api/auth/sign-in/email")).toBe("POST, OPTIONS");
  });

  test("of another name has no effect (A020)", async () => {
    const headers = { ...withToken(alice), "Content-Type": "application/json" };
    for (const name of ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]) {
      const response = await server.fetch(`/api/matches/${matchId}`, {
        headers: { ...headers, [name]: "DELETE" },
      });
      expect(await response.json()).toMatchObject({ status: "open" });
    }
    await server.fetch(`/api/messages/${matchId}?_method=DELETE`, {
      method: "POST",
      headers,
      body: JSON.stringify({ content: "still here" }),
    });
    expect(await alice.get(`/api/matches/${matchId}`)).toMatchObject({ status: "open" });
  });

  test("HEAD is GET without a body", async () => {
    const response = await server.fetch("/api/me", { method: "HEAD", headers: withToken(alice) });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test.each(["TRACE", "CONNECT", "post", "BREW"])("%s has no effect (A021)", async (method) => {
    const answer = await sendBytes(
      { port: server.port },
      `${method} /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${alice.token}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (400|405) /);
  });
});

describe("a path that there is not (A139)", () => {
  test.each([
    "/",
    "/debug",
    "/.env",
    "/.git/HEAD",
    "/socket.io/socket.io.js",
    "/server/src/index.ts",
    "/API/me",
  ])("%s is not found", async (path) => {
    const response = await server.fetch(path, { headers: withToken(alice) });
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).not.toContain(alice.id);
  });

  test.each([
    "/api/me/",
    "/api//me",
    "/api/nothing",
    "/api/auth/update-user",
    "/api/auth/ok",
    "/api/auth/error",
  ])("%s is not found with a session either", async (path) => {
    expect(await refusal(await alice.request("GET", path))).toBe("404 not_found");
  });

  test.each([
    "PATCH /api/messages/:matchId/:messageId",
    "DELETE /api/messages/:matchId/:messageId",
    "PUT /api/messages/:matchId/:messageId/reactions/x",
  ])("%s is not there yet", async (operation) => {
    const [method = "", path = ""] = operation.split(" ");
    const there = path.replace(":matchId", matchId).replace(":messageId", `${matchId}-1`);
    expect(await refusal(await alice.request(method, there, { content: "x" }))).toBe("404 not_found");
  });

  test.each([
    "update-user",
    "change-email",
    "delete-user",
    "request-password-reset",
    "sign-in/social",
    "verify-email",
  ])("the account library's %s is not offered (A049)", async (path) => {
    const response = await alice.request("POST", `/api/auth/${path}`, { name: "x", image: "x" });
    expect(await refusal(response)).toBe("404 not_found");
  });
});
