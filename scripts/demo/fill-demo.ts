import { randomBytes } from "node:crypto";
import type { Message } from "@duologue/protocol/models";
import { Account } from "./account.ts";
import { type Conversation, conversations, likes, people, type Who } from "./story.ts";

/** What the sign-in page of a demonstration offers. */
export interface DemoPerson {
  name: string;
  email: string;
  password: string;
  note: string;
}

/** Fills an empty server through its public HTTP API. Every start has passwords of its own. */
export async function fillDemo(apiUrl: string): Promise<DemoPerson[]> {
  const accounts = new Map<Who, Account>();
  for (const who of Object.keys(people) as Who[]) accounts.set(who, await signUp(apiUrl, who));
  const as = (who: Who): Account => {
    const account = accounts.get(who);
    if (account === undefined) throw new Error(`The story knows nobody called ${who}.`);
    return account;
  };
  for (const conversation of conversations) await hold(conversation, as);
  for (const [from, to] of likes) await as(from).call("POST", `/api/people/${as(to).id}/like`);
  return [...accounts].map(([who, { credentials }]) => ({ ...credentials, note: people[who].note }));
}

async function signUp(apiUrl: string, who: Who): Promise<Account> {
  const { name, bio } = people[who];
  const account = await Account.signUp(apiUrl, {
    name,
    email: `${who}@example.org`,
    password: randomBytes(12).toString("base64url"),
  });
  await account.call("PATCH", "/api/me", { bio });
  return account;
}

async function hold(
  { between, lines, unread, ended }: Conversation,
  as: (who: Who) => Account,
): Promise<void> {
  const [first, second] = between;
  const match = await as(first).matchWith(as(second));
  let head = 0;
  for (const [who, content] of lines)
    head = (await as(who).call<Message>("POST", `/api/messages/${match.id}`, { content })).seq;
  for (const who of between) {
    const seq = unread?.[0] === who ? head - unread[1] : head;
    await as(who).call("POST", `/api/matches/${match.id}/read`, { seq });
  }
  if (ended) await as(first).call("DELETE", `/api/matches/${match.id}`);
}
