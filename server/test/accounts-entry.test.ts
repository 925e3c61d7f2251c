import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, type Person } from "./support/person.ts";
import { problemOf, refusal } from "./support/problem-of.ts";
import { startTestServer, type TestServer, WEB_ORIGIN } from "./support/test-server.ts";

let server: TestServer;
let alice: Person;
let mails = 0;

beforeAll(async () => {
  server = await startTestServer();
  alice = await server.signUp("Alice");
});
afterAll(async () => {
  const log = server.log.join("");
  await server[Symbol.asyncDispose]();
  expect(log).not.toContain(PASSWORD);
  expect(log).not.toContain(alice.token);
});

const enter = (door: "sign-up" | "sign-in", body: unknown, headers: Record<string, string> = {}) =>
  server.fetch(`/api/auth/${door}/email`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const newcomer = () => {
  mails += 1;
  return { name: "New", email: `new${mails}@example.org`, password: PASSWORD };
};

describe("signing up", () => {
  test("makes a person whom others see", async () => {
    const response = await enter("sign-up", newcomer());
    const { user } = (await response.json()) as { user: { id: string } };
    const { people } = await alice.get<{ people: { id: string }[] }>("/api/people");
    expect(people.map((person) => person.id)).toContain(user.id);
  });

  test("takes the name as its rule makes it", async () => {
    const response = await enter("sign-up", { ...newcomer(), name: "  Zoe\u0308 " });
    expect(await response.json()).toMatchObject({ user: { name: "Zo\u00eb" } });
  });

  test.each([
    ["name", "  "],
    ["name", "Ad\u200bmin"],
    ["name", `Z${"\u0335".repeat(300)}`],
    ["name", "a\r\nb"],
    ["name", null],
    ["email", "nobody"],
    ["email", `${"a".repeat(250)}@example.org`],
    ["email", { $ne: null }],
    ["password", "short"],
    ["password", "x".repeat(129)],
    ["password", ["correct horse battery"]],
    ["name", "\u2800"],
    ["name", "\u0410dmin"],
    ["name", "Maya\ud800"],
    ["password", "\ud800\ud800 long enough"],
    ["password", "long enough \u0000"],
  ])("is refused with %s %j (A026 A110 A115 A116 A120)", async (member, value) => {
    const problem = await problemOf(await enter("sign-up", { ...newcomer(), [member]: value }));
    expect(problem.code).toBe("validation_failed");
    expect([...new Set(problem.errors?.map(({ path }) => path))]).toEqual([member]);
  });

  test.each(["role", "id", "emailVerified", "userId", "banned", "image", "callbackURL", "createdAt"])(
    "does not let one set %s (A049 A051)",
    async (member) => {
      expect(await refusal(await enter("sign-up", { ...newcomer(), [member]: "//evil.test" }))).toBe(
        "400 validation_failed",
      );
    },
  );

  test("is refused for an address that has an account", async () => {
    const again = { ...newcomer(), email: alice.email.toUpperCase() };
    expect(await refusal(await enter("sign-up", again))).toBe("422 email_taken");
  });

  test("lets exactly one in when two want the same address at once", async () => {
    const person = newcomer();
    const answers = await Promise.all([1, 2, 3, 4].map(() => enter("sign-up", person)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422, 422, 422]);
  });
});

describe("signing in", () => {
  const wrong = "wrong password";

  test("works with the address in any case, and gives cookie and token", async () => {
    const response = await enter("sign-in", { email: alice.email.toUpperCase(), password: PASSWORD });
    expect(response.status).toBe(200);
    expect(response.headers.get("set-auth-token")).not.toBeNull();
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  test("says the same to a wrong password and an unknown address (A044)", async () => {
    const answer = async (email: string) => {
      const response = await enter("sign-in", { email, password: wrong });
      const headers = [...response.headers.keys()];
      return { headers, ...(await problemOf(response)), requestId: "" };
    };
    const known = await answer(alice.email);
    expect(known).toMatchObject({ status: 401, code: "invalid_credentials" });
    expect(await answer("nobody@example.org")).toEqual(known);
  });

  test.each([
    { email: { $ne: null }, password: { $ne: null } },
    { email: "' OR 1=1--", password: "x" },
    { email: "alice@example.org" },
    { email: "alice@example.org", password: "x".repeat(129) },
    { email: "alice@example.org", password: PASSWORD, callbackURL: "//evil.test" },
    { email: "alice@example.org", password: PASSWORD, callbackURL: "javascript:alert(1)" },
    [],
    null,
  ])("refuses %j (A051 A110)", async (body) => {
    const response = await enter("sign-in", body);
    expect(response.headers.get("location")).toBeNull();
    expect(await refusal(response)).toBe("400 validation_failed");
  });

  test("by a form of another page is refused (A052)", async () => {
    const form = await server.fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ email: alice.email, password: PASSWORD }).toString(),
    });
    expect(await refusal(form)).toBe("415 unsupported_media_type");
    const foreign = { email: alice.email, password: PASSWORD };
    for (const headers of [
      { Origin: "http://evil.test" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
    ])
      expect(await refusal(await enter("sign-in", foreign, headers as Record<string, string>))).toBe(
        "403 origin_not_allowed",
      );
    expect((await enter("sign-in", foreign, { Origin: WEB_ORIGIN })).status).toBe(200);
  });
});

test("ids that people get cannot be guessed (A068)", async () => {
  const bob = await server.signUp("Bob");
  for (const id of [alice.id, bob.id]) expect(id).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(alice.id.slice(0, 8)).not.toBe(bob.id.slice(0, 8));
});
