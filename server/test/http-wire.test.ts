import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { sendBytes } from "./support/raw-connection.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

let server: TestServer;
let alice: Person;
let matchId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ alice, matchId } = await server.signUpPair());
});
afterAll(async () => {
  const { head } = await alice.get<{ head: number }>(`/api/matches/${matchId}`);
  await server[Symbol.asyncDispose]();
  expect(head).toBe(0);
});

const send = (bytes: string) => sendBytes({ port: server.port }, bytes);
const problemIn = (answer: string) => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")));

describe("bytes that are no request", () => {
  test.each([
    ["noise", "\u0000\u0001\u0002 hello\r\n\r\n"],
    ["a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n"],
    ["a version that there is not", "GET /livez HTTP/9.9\r\nHost: x\r\n\r\n"],
    ["a space before the colon", "GET /livez HTTP/1.1\r\nHost: x\r\nX : y\r\n\r\n"],
    ["a folded header", "GET /livez HTTP/1.1\r\nHost: x\r\nX: y\r\n z\r\n\r\n"],
    ["NUL in a header", "GET /livez HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n"],
    ["no host", "GET /livez HTTP/1.1\r\n\r\n"],
    ["a request without a head", "GET /livez\r\n\r\n"],
  ])("%s is refused and the connection closed (A031)", async (_name, bytes) => {
    const answer = await send(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/connection: close/i);
  });

  test("the refusal is a problem like every other, with the headers of every other (A055)", async () => {
    const answer = await send("GET /livez HTTP/9.9\r\nHost: x\r\n\r\n");
    expect(problemIn(answer)).toMatchObject({ status: 400, code: "validation_failed" });
    expect(answer).toContain(`X-Request-Id: ${problemIn(answer).requestId}\r\n`);
    expect(answer).toContain("X-Content-Type-Options: nosniff\r\n");
    expect(answer).toContain("Content-Security-Policy: default-src 'none';frame-ancestors 'none'\r\n");
  });

  test.each([
    ["one header of 32 KiB", `X: ${"a".repeat(32_768)}\r\n`],
    ["a cookie of 16 KiB", `Cookie: a=${"b".repeat(16_384)}\r\n`],
    ["2000 headers", "X-Header: some value\r\n".repeat(2000)],
  ])("%s is too much (A027)", async (_name, headers) => {
    const answer = await send(`GET /livez HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(problemIn(answer)).toMatchObject({ status: 431, code: "headers_too_large" });
  });
});

describe("two messages in one (A031)", () => {
  const smuggled = () =>
    `POST /api/messages/${matchId} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${alice.token}\r\n` +
    'Content-Type: application/json\r\nContent-Length: 22\r\n\r\n{"content":"smuggled"}';
  const head = "POST /livez HTTP/1.1\r\nHost: x\r\n";

  test.each([
    ["both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["both lengths, the other way round", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"],
    ["two lengths", "Content-Length: 0\r\nContent-Length: 5\r\n\r\n"],
    ["a length with a sign", "Content-Length: +0\r\n\r\n"],
    ["a coding that there is not", "Transfer-Encoding: xchunked\r\n\r\n"],
    ["chunked twice", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"],
    ["rubbish for a chunk's size", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["a bare CR after a chunk", "Transfer-Encoding: chunked\r\n\r\n0\r\r\n\r\n"],
  ])("by %s is refused, and what follows is not read as a request", async (_name, rest) => {
    const answer = await send(head + rest + smuggled());
    // One answer, then the end of the connection: sendBytes() resolves only at that.
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual([expect.stringMatching(/400|405/)]);
  });
});

describe("what must be there once (R4)", () => {
  const ask = (path: string, ...headers: string[]) =>
    send([`GET ${path} HTTP/1.1`, "Connection: close", ...headers, "", ""].join("\r\n"));

  test("two tokens prove nobody, whichever comes first", async () => {
    const good = `Authorization: Bearer ${alice.token}`;
    const wrong = "Authorization: Bearer wrong.token";
    expect(await ask("/api/me", "Host: x", good)).toMatch(/^HTTP\/1\.1 200 /);
    for (const headers of [
      [good, wrong],
      [wrong, good],
    ])
      expect(await ask("/api/me", "Host: x", ...headers)).toMatch(/^HTTP\/1\.1 401 /);
  });

  test("a request for two hosts is refused", async () => {
    const answer = await ask("/livez", "Host: a", "Host: b");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(problemIn(answer)).toMatchObject({ code: "validation_failed" });
  });
});

describe("asking for another protocol", () => {
  test.each([
    ["h2c", "/api/me", 200],
    ["websocket", "/api/me", 200],
    ["h2c", "/socket.io/?EIO=4&transport=polling", 200],
    ["foo", "/nothing", 404],
  ])("%s at %s is answered in this one, %i", async (protocol, path, status) => {
    const answer = await send(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${alice.token}\r\n` +
        `Upgrade: ${protocol}\r\nConnection: Upgrade, close\r\n\r\n`,
    );
    expect(answer).toContain(`HTTP/1.1 ${status} `);
  });
});

test("an expectation that is not known is overlooked, not answered by somebody else", async () => {
  const answer = await send(
    "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: a-miracle\r\n\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
});

describe("every answer", () => {
  test("says that it is not to be kept, framed, sniffed or traced (A055)", async () => {
    const polling = "/socket.io/?EIO=4&transport=polling";
    const paths = ["/livez", "/api/me", "/api/auth/get-session", "/nothing", polling, "/socket.io/?EIO=3"];
    for (const path of paths) {
      const { headers } = await server.fetch(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none';frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers.has("x-powered-by")).toBe(false);
      expect(headers.has("etag")).toBe(false);
      expect(headers.has("strict-transport-security")).toBe(false);
    }
  });

  test("keeps browsers on https when it was reached by it (A055)", async () => {
    await using secure = await startTestServer({
      environment: { NEXT_PUBLIC_API_URL: "https://chat.example.org" },
    });
    for (const path of ["/livez", "/socket.io/?EIO=4&transport=polling"])
      expect((await secure.fetch(path)).headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
  });

  test("carries no header that the input made (A026)", async () => {
    const path = `/api/matches?cursor=${encodeURIComponent("x\r\nSet-Cookie: evil=1")}`;
    const { headers } = await alice.request("GET", path);
    expect(headers.get("set-cookie")).toBeNull();
  });
});
