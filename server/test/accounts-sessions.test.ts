import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { PASSWORD, type Person } from "./support/person.ts";
import { refusal } from "./support/problem-of.ts";
import { fromOurPage, withToken } from "./support/session-headers.ts";
import { TestClient } from "./support/test-client.ts";
import { startTestServer } from "./support/test-server.ts";

const holds = async (person: Person) => (await person.request("GET", "/api/me")).status === 200;
const sessions = (person: Person) => person.get<{ id: string; token: string }[]>("/api/auth/list-sessions");

test("a session keeps no more of a user agent than a browser sends (G14)", async () => {
  await using server = await startTestServer();
  const alice = await server.signUp();
  const headers = { "Content-Type": "application/json", "User-Agent": "U".repeat(10_000) };
  const body = JSON.stringify({ email: alice.email, password: PASSWORD });
  expect((await server.fetch("/api/auth/sign-in/email", { method: "POST", headers, body })).status).toBe(200);
  const kept = await alice.get<{ userAgent: string }[]>("/api/auth/list-sessions");
  expect(kept.map(({ userAgent }) => userAgent)).toContain("U".repeat(256));
});

test("asking about a session that has ended leaves the cookie, which may be another tab's new one by now", async () => {
  await using server = await startTestServer();
  const alice = await server.signUp();
  await alice.request("POST", "/api/auth/revoke-sessions");
  const response = await server.fetch("/api/auth/get-session", { headers: { Cookie: alice.cookie } });
  expect([response.status, await response.json()]).toEqual([200, null]);
  expect(response.headers.getSetCookie()).toEqual([]);
});

describe("a session ends for the very next request (G13)", () => {
  test("by signing out, with token and cookie (A039)", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp();
    const elsewhere = await alice.signInAgain();
    expect(await holds(alice)).toBe(true);
    expect((await alice.request("POST", "/api/auth/sign-out")).status).toBe(200);
    for (const headers of [withToken(alice), fromOurPage(alice)])
      expect(await refusal(await server.fetch("/api/me", { headers }))).toBe("401 unauthenticated");
    expect(await holds(elsewhere)).toBe(true);
  });

  test("by signing out in the browser, which also forgets the cookie", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp();
    const response = await server.fetch("/api/auth/sign-out", {
      method: "POST",
      headers: fromOurPage(alice),
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/i);
    expect(await holds(alice)).toBe(false);
  });

  test("by ending one session, all others, or all (A041)", async () => {
    await using server = await startTestServer();
    const here = await server.signUp();
    const [second, third] = [await here.signInAgain(), await here.signInAgain()];
    for (const person of [here, second, third]) expect(await holds(person)).toBe(true);
    const [, token] = (await sessions(here)).map((session) => session.token);
    const own = (await here.get<{ session: { token: string } }>("/api/auth/get-session")).session.token;
    expect(token).not.toBe(own);
    expect((await here.request("POST", "/api/auth/revoke-session", { token })).status).toBe(200);
    expect([await holds(second), await holds(third)].filter(Boolean)).toHaveLength(1);
    expect((await here.request("POST", "/api/auth/revoke-other-sessions")).status).toBe(200);
    expect([await holds(here), await holds(second), await holds(third)]).toEqual([true, false, false]);
    expect((await here.request("POST", "/api/auth/revoke-sessions")).status).toBe(200);
    expect(await holds(here)).toBe(false);
  });

  test("by a change of the password, everywhere but here (A041)", async () => {
    await using server = await startTestServer();
    const here = await server.signUp();
    const elsewhere = await here.signInAgain();
    expect(await holds(elsewhere)).toBe(true);
    const change = (currentPassword: string) =>
      here.request("POST", "/api/auth/change-password", {
        currentPassword,
        newPassword: "another long password",
        revokeOtherSessions: true,
      });
    expect(await refusal(await change("not my password"))).toBe("400 wrong_password");
    expect(await holds(elsewhere)).toBe(true);
    const changed = await change(PASSWORD);
    expect(changed.status).toBe(200);
    expect(await holds(elsewhere)).toBe(false);
    const token = changed.headers.get("set-auth-token");
    const headers = { Authorization: `Bearer ${token}` };
    expect((await server.fetch("/api/me", { headers })).status).toBe(200);
    await expect(here.signInAgain()).rejects.toThrow("401");
  });

  test("by fifty newer ones: the one that was not in use for longest, and its socket (G14)", async () => {
    await using server = await startTestServer();
    const oldest = await server.signUp();
    const second = await oldest.signInAgain();
    const others = await server.signUp();
    await using phone = await TestClient.connect(server.url, { token: oldest.token });
    // As many more, all of them used since.
    const database = new DatabaseSync(join(server.directory, "auth.db"));
    const copy = database.prepare(
      `INSERT INTO session (id, token, userId, expiresAt, createdAt, updatedAt)
       SELECT ?, ?, userId, expiresAt, createdAt, ? FROM session WHERE userId = ? LIMIT 1`,
    );
    const later = new Date(Date.now() + 1_000).toISOString();
    for (let n = 0; n < 48; n += 1) copy.run(`id-${n}`, `token-${n}`, later, oldest.id);
    database.close();
    expect(await sessions(second)).toHaveLength(50);

    const newest = await oldest.signInAgain();

    expect(await phone.next("session-ended")).toEqual({ code: "unauthenticated" });
    expect([await holds(oldest), await holds(second), await holds(newest)]).toEqual([false, true, true]);
    expect(await sessions(newest)).toHaveLength(50);
    expect(await holds(others)).toBe(true);
  });

  test("by its time (A038)", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp();
    const database = new DatabaseSync(join(server.directory, "auth.db"));
    database.prepare("UPDATE session SET expiresAt = ?").run(new Date(Date.now() - 1000).toISOString());
    database.close();
    expect(await holds(alice)).toBe(false);
  });

  test("but not another person's", async () => {
    await using server = await startTestServer();
    const { alice, bob } = await server.signUpPair();
    const [theirs] = await sessions(bob);
    const response = await alice.request("POST", "/api/auth/revoke-session", { token: theirs?.token });
    expect([200, 404]).toContain(response.status);
    expect(await holds(bob)).toBe(true);
    expect((await sessions(alice)).map((session) => session.id)).not.toContain(theirs?.id);
  });
});

test("a session in use is prolonged where the browser can be given the longer cookie, and only there", async () => {
  await using server = await startTestServer();
  const alice = await server.signUp();
  const database = new DatabaseSync(join(server.directory, "auth.db"));
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString();
  database.prepare("UPDATE session SET expiresAt = ?").run(inTwoDays);
  const expiresAt = () => database.prepare("SELECT expiresAt FROM session").get()?.["expiresAt"];
  expect(await holds(alice)).toBe(true);
  expect(expiresAt()).toBe(inTwoDays);
  const response = await server.fetch("/api/auth/get-session", { headers: { Cookie: alice.cookie } });
  expect(response.headers.getSetCookie()[0]).toMatch(/Max-Age=604800/);
  expect(expiresAt()).not.toBe(inTwoDays);
  database.close();
});

describe("the cookie (A043)", () => {
  test("is for HTTP and our own site alone", async () => {
    await using server = await startTestServer();
    const cookie = await signUpCookie(server.url);
    expect(cookie).toMatch(/^better-auth\.session_token=/);
    expect(cookie.split("; ").slice(1).sort()).toEqual([
      "HttpOnly",
      "Max-Age=604800",
      "Path=/",
      "SameSite=Lax",
    ]);
  });

  test("is for https alone where the server is reached by it", async () => {
    const environment = {
      NEXT_PUBLIC_API_URL: "https://chat.example.org",
      WEB_ORIGIN: "https://chat.example.org",
    };
    await using server = await startTestServer({ environment });
    const cookie = await signUpCookie(server.url);
    expect(cookie).toMatch(/^__Secure-better-auth\.session_token=/);
    expect(cookie.split("; ")).toContain("Secure");
    const headers = { Cookie: cookie.split(";")[0] ?? "" };
    expect((await server.fetch("/api/me", { headers })).status).toBe(200);
  });

  async function signUpCookie(url: string): Promise<string> {
    const response = await fetch(`${url}/api/auth/sign-up/email`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Alice", email: "alice@example.org", password: PASSWORD }),
    });
    const cookies = response.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    return cookies[0] ?? "";
  }
});

test("sessions, accounts and secrets outlive a restart", async () => {
  await using first = await startTestServer();
  const { alice, matchId } = await first.signUpPair();
  await alice.send(matchId, "before");
  await first.stop();
  await using second = await startTestServer({ directory: first.directory });
  const headers = withToken(alice);
  const page = await (await second.fetch(`/api/messages/${matchId}`, { headers })).json();
  expect(page).toMatchObject({ messages: [{ content: "before" }] });
});
