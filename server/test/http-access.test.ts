import type { MatchesPage, MessagesPage, PeoplePage, SyncAnswer } from "@duologue/protocol/http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { problemOf, refusal } from "./support/problem-of.ts";
import { fromOurPage, withToken } from "./support/session-headers.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

let server: TestServer;
let alice: Person;
let bob: Person;
let mallory: Person;
let matchId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ alice, bob, matchId } = await server.signUpPair());
  mallory = await server.signUp("Mallory");
  await alice.send(matchId, "for Bob alone");
});
afterAll(async () => {
  const { messages } = await bob.get<MessagesPage>(`/api/messages/${matchId}`);
  await server[Symbol.asyncDispose]();
  expect(messages.map((message) => message.content)).toEqual(["for Bob alone"]);
});

/** Every operation of the router on the match and the person that exist. */
const everyRoute = () =>
  server.routes.map(({ method, path }) => ({
    method: method.toUpperCase(),
    path: path.replace(":matchId", matchId).replace(":userId", alice.id),
  }));

describe("without a session", () => {
  test("every route of the router refuses (A033)", async () => {
    expect(everyRoute().length).toBeGreaterThanOrEqual(13);
    for (const { method, path } of everyRoute()) {
      const answer = await refusal(await server.fetch(path, { method }));
      expect(`${method} ${path} ${answer}`).toBe(`${method} ${path} 401 unauthenticated`);
    }
  });

  test("an unknown path looks like every other (A139)", async () => {
    expect(await refusal(await server.fetch("/api/nothing"))).toBe("401 unauthenticated");
  });

  test.each([
    ["GET", "list-sessions"],
    ["POST", "revoke-session"],
    ["POST", "revoke-sessions"],
    ["POST", "revoke-other-sessions"],
    ["POST", "change-password"],
  ])("%s /api/auth/%s refuses too", async (method, path) => {
    expect(await refusal(await server.fetch(`/api/auth/${path}`, { method }))).toBe("401 unauthenticated");
  });

  test("get-session says that there is none, and signing out is no error", async () => {
    expect(await (await server.fetch("/api/auth/get-session")).json()).toBeNull();
    expect((await server.fetch("/api/auth/sign-out", { method: "POST" })).status).toBe(200);
  });

  const token = "x".repeat(32);
  test.each([
    ["Bearer"],
    ["Bearer "],
    [`Bearer ${"a".repeat(8192)}`],
    ["bearer null"],
    ["Bearer undefined"],
    ["Bearer a.b"],
    [`Bearer ${token}.${"A".repeat(43)}=`],
    ["Bearer \u00ff\u00fe"],
    ["Bearer %00"],
    ["Basic YWxpY2U6c2VjcmV0"],
    ["Digest x"],
  ])("Authorization %j proves nobody (A034)", async (authorization) => {
    const response = await server.fetch("/api/me", { headers: { Authorization: authorization } });
    expect(await refusal(response)).toBe("401 unauthenticated");
  });

  test("neither does a cookie that was changed, invented or not signed (A034 A037)", async () => {
    const [name, value = ""] = alice.cookie.split(/=(.*)/s);
    const [raw = "", signature = ""] = decodeURIComponent(value).split(".");
    const changed = raw.replace(/^./, (first) => (first === "a" ? "b" : "a"));
    const cookies = [
      `${name}=${encodeURIComponent(`${changed}.${signature}`)}`,
      `${name}=${encodeURIComponent(`${raw}.${signature.split("").reverse().join("")}`)}`,
      `${name}=${raw}`,
      `${name}=${raw}.`,
      `${name}=`,
      `${name}=%`,
      `${name}=${"a".repeat(4096)}`,
      `other=${value}`,
      "=;;=;,",
    ];
    for (const cookie of cookies) {
      const response = await server.fetch("/api/me", { headers: { Cookie: cookie } });
      expect([cookie, await refusal(response)]).toEqual([cookie, "401 unauthenticated"]);
    }
    expect((await server.fetch("/api/me", { headers: { Cookie: alice.cookie } })).status).toBe(200);
  });

  test("a token in the address or the body is none (A036)", async () => {
    for (const name of ["token", "access_token", "auth_token"]) {
      const query = `?${name}=${encodeURIComponent(alice.token)}`;
      expect(await refusal(await server.fetch(`/api/me${query}`))).toBe("401 unauthenticated");
    }
    const response = await server.fetch("/api/me", {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: alice.token }),
    });
    expect(await refusal(response)).toBe("401 unauthenticated");
  });

  test("the unsigned token of a session, which its owner may read, is none", async () => {
    const session = await alice.get<{ session: { token: string } }>("/api/auth/get-session");
    const headers = { Authorization: `Bearer ${session.session.token}` };
    expect(await refusal(await server.fetch("/api/me", { headers }))).toBe("401 unauthenticated");
  });
});

describe("two identities in one request (R4)", () => {
  test("of two people prove nobody", async () => {
    const headers = { ...withToken(bob), Cookie: alice.cookie };
    expect(await refusal(await server.fetch("/api/me", { headers }))).toBe("401 unauthenticated");
    const cookies = { Cookie: `${alice.cookie}; ${bob.cookie}` };
    expect(await refusal(await server.fetch("/api/me", { headers: cookies }))).toBe("401 unauthenticated");
  });

  test("prove nobody to the account calls either", async () => {
    const both = { ...withToken(bob), Cookie: alice.cookie };
    const list = await server.fetch("/api/auth/list-sessions", { headers: both });
    expect(await refusal(list)).toBe("401 unauthenticated");
    const wrong = { Authorization: "Bearer wrong.token", Cookie: alice.cookie };
    expect(await (await server.fetch("/api/auth/get-session", { headers: wrong })).json()).toBeNull();
    await server.fetch("/api/auth/sign-out", { method: "POST", headers: wrong });
    expect((await alice.me()).id).toBe(alice.id);
  });

  test("of one person are one", async () => {
    const headers = { ...withToken(alice), Cookie: `theme=dark; ${alice.cookie}; ${alice.cookie}` };
    expect((await server.fetch("/api/me", { headers })).status).toBe(200);
  });

  test("an old cookie does not spoil a token, a wrong token spoils a cookie", async () => {
    const old = `${alice.cookie.split("=")[0]}=gone.gone`;
    const withOld = await server.fetch("/api/me", { headers: { ...withToken(alice), Cookie: old } });
    expect(withOld.status).toBe(200);
    const headers = { Authorization: "Bearer wrong.token", Cookie: alice.cookie };
    expect(await refusal(await server.fetch("/api/me", { headers }))).toBe("401 unauthenticated");
  });
});

describe("somebody else's match (G11)", () => {
  test("is as unknown as one that does not exist, on every route (A059 A060)", async () => {
    const routes = everyRoute().filter(({ path }) => path.includes(matchId));
    expect(routes.length).toBeGreaterThanOrEqual(6);
    for (const { method, path } of routes) {
      const body = method === "POST" ? bodyFor(path) : undefined;
      const query = path.endsWith("/events") ? "?after=0" : "";
      const foreign = await mallory.request(method, path + query, body);
      const unknown = await mallory.request(method, path.replace(matchId, "no-such-match") + query, body);
      const [first, second] = [await problemOf(foreign), await problemOf(unknown)];
      expect([method, path, first.status]).toEqual([method, path, 404]);
      expect({ ...first, requestId: "" }).toEqual({ ...second, requestId: "" });
    }
  });

  const bodyFor = (path: string) => (path.endsWith("/read") ? { seq: 1 } : { content: "let me in" });

  test("is in no list (A059)", async () => {
    expect((await mallory.get<MatchesPage>("/api/matches")).matches).toEqual([]);
    expect(await mallory.get<SyncAnswer>("/api/sync")).toMatchObject({ matches: [] });
    const people = await mallory.get<PeoplePage>("/api/people");
    expect(JSON.stringify(people)).not.toContain(matchId);
  });

  test("is not opened by another's token to sync", async () => {
    const { token } = await alice.get<MatchesPage>("/api/matches");
    const since = encodeURIComponent(token);
    const answer = await mallory.get<SyncAnswer>(`/api/sync?since=${since}`);
    expect(JSON.stringify(answer)).not.toContain(matchId);
  });
});

describe("who is asking is what the session says (R6 G12)", () => {
  test.each(["X-User-Id", "X-Forwarded-User", "X-Real-User", "X-Original-URL", "X-Rewrite-URL"])(
    "and not %s",
    async (header) => {
      const response = await server.fetch("/api/me", {
        headers: { ...withToken(mallory), [header]: alice.id },
      });
      expect(await response.json()).toMatchObject({ id: mallory.id });
    },
  );

  test("the web app's cookie and a program's token are the same person", async () => {
    for (const headers of [fromOurPage(alice), withToken(alice)])
      expect(await (await server.fetch("/api/me", { headers })).json()).toMatchObject({ id: alice.id });
  });
});
