import { describe, expect, test } from "vitest";
import { PASSWORD } from "./support/person.ts";
import { problemOf, refusal } from "./support/problem-of.ts";
import { startTestServer, type TestServer, WEB_ORIGIN } from "./support/test-server.ts";

const LIMITED = { RATE_LIMITS: "on" };
/** The test itself is the proxy, and may say where a request comes from. */
const BEHIND_PROXY = { ...LIMITED, TRUSTED_PROXIES: "127.0.0.1" };

function signIn(
  server: TestServer,
  {
    email,
    password = "wrong password",
    headers = {},
  }: { email: string; password?: string; headers?: object },
): Promise<Response> {
  return server.fetch("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ email, password }),
  });
}

/** The answers to this many attempts, each made by what it is given its number for. */
async function attempts(count: number, attempt: (n: number) => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 1; n <= count; n += 1) statuses.push((await attempt(n)).status);
  return statuses;
}

describe("guessing passwords (A046)", () => {
  test("of many accounts from one address ends soon, whatever address is claimed (A047)", async () => {
    await using server = await startTestServer({ environment: LIMITED });
    const claims = [
      "X-Forwarded-For",
      "X-Real-IP",
      "Forwarded",
      "CF-Connecting-IP",
      "X-Client-IP",
      "True-Client-IP",
    ];
    const statuses = await attempts(12, (n) => {
      const headers = Object.fromEntries(claims.map((name) => [name, `10.0.0.${n}`]));
      return signIn(server, { email: `person${n}@example.org`, headers });
    });
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const response = await signIn(server, { email: "one-more@example.org" });
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemOf(response)).toMatchObject({ status: 429, code: "rate_limited" });
  });

  test("of one account from many addresses ends too, and its owner still comes in from a known one", async () => {
    await using server = await startTestServer({ environment: BEHIND_PROXY });
    const owner = await server.signUp("Owner");
    const from = (address: string) => ({ "X-Forwarded-For": address });
    const atHome = { email: owner.email, password: PASSWORD, headers: from("203.0.113.250") };
    expect((await signIn(server, atHome)).status).toBe(200);
    const statuses = await attempts(12, (n) =>
      signIn(server, { email: owner.email.toUpperCase(), headers: from(`198.51.100.${n}`) }),
    );
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const stranger = await signIn(server, {
      email: owner.email,
      password: PASSWORD,
      headers: from("198.51.100.99"),
    });
    expect(Number(stranger.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refusal(stranger)).toBe("429 rate_limited");
    expect((await signIn(server, atHome)).status).toBe(200);
    expect((await owner.me()).id).toBe(owner.id);
  });

  test("of one account locks out no browser in which its owner was, wherever that is after a restart", async () => {
    await using before = await startTestServer({ environment: BEHIND_PROXY });
    const owner = await before.signUp("Owner");
    const entered = await signIn(before, { email: owner.email, password: PASSWORD });
    const device = entered.headers.getSetCookie().find((cookie) => cookie.startsWith("duologue.device="));
    expect(device).toContain("HttpOnly");
    await before.stop();
    await using server = await startTestServer({ directory: before.directory, environment: BEHIND_PROXY });
    const from = (address: string) => ({ "X-Forwarded-For": address });
    await attempts(10, () => signIn(server, { email: owner.email, headers: from("198.51.100.1") }));
    const onTheTrain = { email: owner.email, password: PASSWORD, headers: from("203.0.113.77") };
    expect((await signIn(server, onTheTrain)).status).toBe(429);
    const cookie = device?.split(";")[0];
    const headers = { ...onTheTrain.headers, Cookie: cookie, Origin: WEB_ORIGIN };
    expect((await signIn(server, { ...onTheTrain, headers })).status).toBe(200);
    // Its attempts are its own, and not without end.
    const statuses = await attempts(11, (n) =>
      signIn(server, { email: owner.email, headers: { ...headers, ...from(`203.0.113.${n}`) } }),
    );
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  test("of the owner's own network of IPv6 is known by any of its addresses", async () => {
    await using server = await startTestServer({ environment: BEHIND_PROXY });
    const owner = await server.signUp("Owner");
    const from = (address: string) => ({ "X-Forwarded-For": address });
    const entry = { email: owner.email, password: PASSWORD };
    await signIn(server, { ...entry, headers: from("2001:db8:7:7:1::1") });
    await attempts(10, () => signIn(server, { email: owner.email, headers: from("198.51.100.1") }));
    expect((await signIn(server, { ...entry, headers: from("2001:db8:7:8::2") })).status).toBe(429);
    expect((await signIn(server, { ...entry, headers: from("[2001:db8:7:7:2::2]:50001") })).status).toBe(200);
  });

  test("ends at the address before the account hears of it", async () => {
    await using server = await startTestServer({ environment: BEHIND_PROXY });
    const owner = await server.signUp("Owner");
    const from = (address: string) => ({ "X-Forwarded-For": address });
    await attempts(10, (n) => signIn(server, { email: `p${n}@example.org`, headers: from("198.51.100.1") }));
    await attempts(11, () => signIn(server, { email: owner.email, headers: from("198.51.100.1") }));
    const elsewhere = { email: owner.email, password: PASSWORD, headers: from("203.0.113.77") };
    expect((await signIn(server, elsewhere)).status).toBe(200);
  });

  test("ends for who has a session and tries to change the password, from however many addresses", async () => {
    await using server = await startTestServer({ environment: BEHIND_PROXY });
    const owner = await server.signUp("Owner");
    const change = (n: number, currentPassword = "wrong password") =>
      server.fetch("/api/auth/change-password", {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${owner.token}`,
          "X-Forwarded-For": `198.51.100.${n}`,
        },
        body: JSON.stringify({ currentPassword, newPassword: "another long password" }),
      });
    expect(await attempts(11, change)).toEqual([...Array<number>(10).fill(400), 429]);
    expect(await refusal(await change(99, PASSWORD))).toBe("429 rate_limited");
  });

  test("an owner who comes and goes is never limited by it", async () => {
    await using server = await startTestServer({ environment: BEHIND_PROXY });
    const owner = await server.signUp("Owner");
    const statuses = await attempts(15, (n) =>
      signIn(server, {
        email: owner.email,
        password: PASSWORD,
        headers: { "X-Forwarded-For": `203.0.113.${n}` },
      }),
    );
    expect(statuses).toEqual(Array<number>(15).fill(200));
  });

  test("one network of IPv6 counts as one address", async () => {
    await using server = await startTestServer({ environment: BEHIND_PROXY });
    const statuses = await attempts(11, (n) =>
      signIn(server, {
        email: `six${n}@example.org`,
        headers: { "X-Forwarded-For": `2001:db8:1:2::${n}` },
      }),
    );
    expect(statuses.at(-1)).toBe(429);
  });
});

test("one address cannot make accounts without end", async () => {
  await using server = await startTestServer({ environment: BEHIND_PROXY });
  const statuses = await attempts(11, (n) =>
    server.fetch("/api/auth/sign-up/email", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Forwarded-For": "192.0.2.7" },
      body: JSON.stringify({ name: "Bot", email: `bot${n}@example.org`, password: PASSWORD }),
    }),
  );
  expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
});

describe("one person's budget (G14 A106)", () => {
  /** Fifty at a time, until one is refused. */
  async function untilRefused(ask: () => Promise<Response>): Promise<Response[]> {
    const answers: Response[] = [];
    while (answers.length < 5_000) {
      answers.push(...(await Promise.all(Array.from({ length: 50 }, ask))));
      if (answers.some((answer) => answer.status === 429)) return answers;
    }
    throw new Error("nobody refused");
  }

  test("of messages ends with 429 and a time to come back; others go on", async () => {
    await using server = await startTestServer({ environment: LIMITED });
    const { alice, bob, matchId } = await server.signUpPair();
    const answers = await untilRefused(() =>
      alice.request("POST", `/api/messages/${matchId}`, { content: "hello" }),
    );
    expect(answers.filter((answer) => answer.status === 201).length).toBeGreaterThanOrEqual(40);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await refusal(answer)).toBe("429 rate_limited");
    }
    expect((await bob.send(matchId, "and me")).content).toBe("and me");
    expect((await alice.me()).id).toBe(alice.id);
  });

  test("of requests ends as well", async () => {
    await using server = await startTestServer({ environment: LIMITED });
    const alice = await server.signUp("Alice");
    const bob = await server.signUp("Bob");
    const answers = await untilRefused(() => alice.request("GET", "/api/me"));
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(300);
    expect((await bob.me()).id).toBe(bob.id);
  });
});
