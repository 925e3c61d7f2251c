import { describe, expect, test } from "vitest";
import { socketLimits } from "../src/sockets/socket-limits.ts";
import { limitedServer } from "./support/limited-server.ts";
import { RawClient } from "./support/raw-client.ts";
import { sendBytes } from "./support/raw-connection.ts";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";
import { startTestServer, WEB_ORIGIN } from "./support/test-server.ts";

const EVIL = "http://evil.example";
const unauthenticated = { problem: { code: "unauthenticated", status: 401 } };
const polling = "/socket.io/?EIO=4&transport=polling";

const server = sharedServer();

describe("connecting with a session", () => {
  test("by token, with the client's defaults: long polling first, then a WebSocket", async () => {
    const alice = await server().signUp();
    await using client = await TestClient.connect(server().url, { token: alice.token });
    const { engine } = client.socket.io;
    while (engine.transport.name !== "websocket")
      await new Promise((resolve) => engine.once("upgrade", resolve));
    await client.accepted("join", alice.id);
  });

  test.each([["polling"], ["websocket"]])(
    "by cookie from our own origin, over %s alone",
    async (transport) => {
      const alice = await server().signUp();
      const extraHeaders = { cookie: alice.cookie, origin: WEB_ORIGIN };
      await using client = await TestClient.connect(server().url, { extraHeaders, transports: [transport] });
      await client.accepted("join", alice.id);
    },
  );

  test("R4 a token and a cookie of two people prove neither", async () => {
    const alice = await server().signUp();
    const bob = await server().signUp();
    const extraHeaders = { cookie: alice.cookie, origin: WEB_ORIGIN };
    await expect(TestClient.connect(server().url, { token: bob.token, extraHeaders })).rejects.toMatchObject(
      unauthenticated,
    );
  });

  test("R4 a cookie without an origin that vouches for it proves nothing", async () => {
    const { cookie } = await server().signUp();
    await expect(TestClient.connect(server().url, { extraHeaders: { cookie } })).rejects.toMatchObject(
      unauthenticated,
    );
  });

  test("who proved a session by cookie proves it with every request: the engine's id is no proof", async () => {
    const alice = await server().signUp();
    const extraHeaders = { cookie: alice.cookie, origin: WEB_ORIGIN };
    await using client = await TestClient.connect(server().url, { extraHeaders, transports: ["polling"] });
    const stolen = await server().fetch(`${polling}&sid=${client.socket.io.engine.id}`);
    expect(stolen.status).toBe(401);
    const twice = await server().fetch(`${polling}&sid=x&sid=${client.socket.io.engine.id}`);
    expect(twice.status).toBe(401);
    await client.accepted("join", alice.id);
  });
});

describe("A072 A075 connecting without one", () => {
  test.each([
    [undefined],
    [{}],
    [{ token: {} }],
    [{ token: ["x"] }],
    [{ token: "" }],
    [{ token: "wrong" }],
    [{ token: 1 }],
  ])("auth %j is refused", async (auth) => {
    await expect(TestClient.connect(server().url, auth === undefined ? {} : { auth })).rejects.toMatchObject(
      unauthenticated,
    );
  });

  test.each([[[]], ["x"], [true]])("auth %j, which is no object, is refused in words too", async (auth) => {
    const refused = TestClient.connect(server().url, { auth: (give) => give(auth as object) });
    await expect(refused).rejects.toMatchObject(unauthenticated);
  });

  test.each(["null", "[]", '"x"', "{"])("auth %s closes that connection only", async (payload) => {
    const alice = await server().signUp();
    await using client = await RawClient.open(server().url);
    client.send(`40${payload}`);
    await client.closed;
    await using innocent = await TestClient.connect(server().url, { token: alice.token });
    await innocent.accepted("join", alice.id);
  });

  test("whoever speaks before being let in is cut", async () => {
    const { alice, matchId } = await server().signUpPair();
    await using client = await RawClient.open(server().url);
    client.send(`42["join","${alice.id}"]`);
    client.send(`42["join-conversation","${matchId}"]`);
    await client.closed;
  });

  test("one connection carries one session, however often it asks", async () => {
    const { token } = await server().signUp();
    await using client = await RawClient.open(server().url);
    const ask = `40${JSON.stringify({ token })}`;
    client.send(ask);
    client.send(ask);
    const answers = [
      await client.frame((text) => text.startsWith("4")),
      await client.frame((text) => text.startsWith("4")),
    ];
    expect(answers.filter((text) => text.startsWith("40{"))).toHaveLength(1);
    expect(answers.filter((text) => text.includes('"forbidden"'))).toHaveLength(1);
  });

  test("A039 a token that was signed out is refused", async () => {
    const alice = await server().signUp();
    await alice.request("POST", "/api/auth/sign-out", {});
    await expect(TestClient.connect(server().url, { token: alice.token })).rejects.toMatchObject(
      unauthenticated,
    );
  });
});

describe("A073 a foreign origin", () => {
  test("is refused with its cookie on a WebSocket, before the upgrade", async () => {
    const { cookie } = await server().signUp();
    await expect(RawClient.open(server().url, { cookie, origin: EVIL })).rejects.toThrow("403");
    await expect(RawClient.open(server().url, { cookie, origin: "null" })).rejects.toThrow("403");
    await expect(
      RawClient.open(server().url, { cookie, origin: `${WEB_ORIGIN}.evil.example` }),
    ).rejects.toThrow("403");
  });

  test("is refused on long polling, and is not allowed to read why", async () => {
    const response = await server().fetch(polling, { headers: { Origin: EVIL } });
    expect(response.status).toBe(403);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await response.json()).toMatchObject({ code: "origin_not_allowed" });
  });

  test("is refused on every request of a connection, not on the first alone", async () => {
    const { token } = await server().signUp();
    await using client = await TestClient.connect(server().url, { token, transports: ["polling"] });
    const sid = client.socket.io.engine.id;
    expect((await server().fetch(`${polling}&sid=${sid}`, { headers: { Origin: EVIL } })).status).toBe(403);
    await expect(RawClient.open(server().url, { origin: EVIL, query: `&sid=${sid}` })).rejects.toThrow("403");
  });

  test("A054 only our own origin may use long polling from a page, with credentials", async () => {
    const response = await server().fetch(polling, { headers: { Origin: WEB_ORIGIN } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe(WEB_ORIGIN);
    expect(response.headers.get("access-control-allow-credentials")).toBe("true");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("what is no connection at all", () => {
  test.each([
    ["EIO=3&transport=polling", 400],
    ["EIO=999&transport=polling", 400],
    ["EIO=abc&transport=polling", 400],
    ["transport=polling", 400],
    ["EIO=4", 400],
    ["EIO=4&transport=foo", 400],
    ["EIO=4&transport=webtransport", 400],
    ["EIO=4&transport=__proto__", 400],
    ["EIO=4&transport=constructor", 400],
    ["EIO=4&transport=websocket", 400],
    ["EIO=4&transport=polling&sid=__proto__", 400],
    ["EIO=4&transport=polling&sid=unknown", 400],
    ["EIO=4&transport=polling&j=0", 400],
    ["%", 400],
  ])("A077 %s is answered %i", async (query, status) => {
    expect((await server().fetch(`/socket.io/?${query}`)).status).toBe(status);
  });

  test.each(["EIO=3&transport=websocket", "transport=websocket"])(
    "A077 a WebSocket of another protocol (%s) is told so instead of an upgrade",
    async (query) => {
      const head = [
        `GET /socket.io/?${query} HTTP/1.1`,
        "Host: x",
        "Connection: Upgrade",
        "Upgrade: websocket",
      ];
      const version = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
      const answer = await sendBytes(server(), `${[...head, ...version].join("\r\n")}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 .*Unsupported protocol version$/s);
    },
  );

  test("A077 a handshake is a GET, and other methods are none of the engine's", async () => {
    expect((await server().fetch(polling, { method: "POST" })).status).toBe(400);
    for (const method of ["PUT", "DELETE", "PATCH"])
      expect((await server().fetch(polling, { method })).status).toBe(405);
  });

  test("A139 the client library is not served", async () => {
    for (const path of ["/socket.io/socket.io.js", "/socket.io/admin/?EIO=4&transport=polling"])
      expect((await server().fetch(path)).status).toBe(404);
  });

  test.each(["/admin", "/../", "/match-1", "/__proto__", "/#"])(
    "A078 there is no namespace %s",
    async (name) => {
      const { token } = await server().signUp();
      await using client = await RawClient.connect(server().url, token);
      client.send(`40${name},${JSON.stringify({ token })}`);
      expect(await client.frame((text) => text.startsWith("44"))).toBe(
        `44${name},{"message":"Invalid namespace"}`,
      );
    },
  );
});

describe("R5 how many may connect", () => {
  test("handshakes that come in one go are counted like those that come one by one", async () => {
    await using crowd = await limitedServer();
    const { port } = crowd.server;
    const handshakes = `GET ${polling} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(200);
    const answer = await sendBytes({ port }, handshakes);
    expect(answer.match(/"sid":/g)).toHaveLength(socketLimits.unauthenticatedPerAddress);
    expect(answer).toMatch(/HTTP\/1\.1 429 /);
  });

  test("A081 ten sockets of one person; the next waits for another to go, and others do not notice", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp();
    const bob = await server.signUp();
    await using tabs = new AsyncDisposableStack();
    const open = async (token: string) =>
      tabs.use(await TestClient.connect(server.url, { token, transports: ["websocket"] }));
    const all = await Promise.allSettled(
      Array.from({ length: socketLimits.socketsPerUser + 1 }, () => open(alice.token)),
    );
    const refused = all.filter((one) => one.status === "rejected").map(({ reason }) => reason);
    expect(refused).toMatchObject([{ problem: { code: "rate_limited", status: 429, retryAfter: 10 } }]);
    await open(bob.token);
    const kept = all.find((one) => one.status === "fulfilled");
    await kept?.value[Symbol.asyncDispose]();
    await open(alice.token);
  });

  test("A081 a person who connects again and again has to slow down", async () => {
    await using crowd = await limitedServer();
    const { server } = crowd;
    const { token } = crowd.alice;
    for (let count = 0; count < socketLimits.connectsPerUserAndMinute; count += 1) {
      await using client = await RawClient.connect(server.url, token);
      client.send("41");
      await client.closed;
    }
    await expect(TestClient.connect(server.url, { token })).rejects.toMatchObject({
      problem: { code: "rate_limited" },
    });
  });

  test("A080 so many connections of one address that prove nothing, until one of them does or goes", async () => {
    await using crowd = await limitedServer();
    const { server } = crowd;
    const { token } = crowd.alice;
    await using stack = new AsyncDisposableStack();
    const silent: RawClient[] = [];
    for (let count = 0; count < socketLimits.unauthenticatedPerAddress; count += 1)
      silent.push(stack.use(await RawClient.open(server.url)));
    const refused = await server.fetch(polling);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    await expect(RawClient.open(server.url)).rejects.toThrow("429");
    silent[0]?.send(`40${JSON.stringify({ token })}`);
    await silent[0]?.frame((text) => text.startsWith("40{"));
    stack.use(await RawClient.open(server.url));
    await expect(RawClient.open(server.url)).rejects.toThrow("429");
  });
});
