import type { MatchesPage, MessagesPage } from "@duologue/protocol/http";
import { expect, test } from "vitest";
import { openTestServer } from "../checks/open-test-server.ts";
import { fillDemo } from "./fill-demo.ts";

test("the demonstration is what its notes say", { timeout: 60_000 }, async () => {
  await using server = await openTestServer();
  const people = await fillDemo(server.url);
  expect(new Set(people.map(({ password }) => password)).size).toBe(people.length);

  const maya = await signIn(server.url, people[0]);
  const { matches } = await maya<MatchesPage>("/api/matches");
  const shown = matches.map(({ peer, unreadCount, status }) => ({ name: peer.name, unreadCount, status }));
  expect(shown).toEqual([
    { name: "Noor Haddad", unreadCount: 3, status: "open" },
    { name: "Kenji Watanabe", unreadCount: 1, status: "open" },
    { name: "Elif Yıldız", unreadCount: 0, status: "open" },
    { name: "Jonas Okafor", unreadCount: 0, status: "open" },
    { name: "Rafael Souza", unreadCount: 0, status: "closed" },
  ]);
  const jonas = matches.find(({ peer }) => peer.name === "Jonas Okafor");
  expect(jonas?.head).toBeGreaterThan(300);
  const newest = await maya<MessagesPage>(`/api/messages/${jonas?.id}?limit=100`);
  expect(new Set(newest.messages.map(({ content }) => content)).size).toBeGreaterThan(75);
});

type Get = <Answer>(path: string) => Promise<Answer>;

/** With what the sign-in page gets, and nothing else. */
async function signIn(url: string, person?: { email: string; password: string }): Promise<Get> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: person?.email, password: person?.password }),
  });
  const authorization = `Bearer ${response.headers.get("set-auth-token")}`;
  return async <Answer>(path: string) =>
    (await (await fetch(url + path, { headers: { authorization } })).json()) as Answer;
}
