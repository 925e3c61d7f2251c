import { expect } from "vitest";
import type { Person } from "./person.ts";
import { TestClient } from "./test-client.ts";
import type { TestServer } from "./test-server.ts";

interface Pair {
  alice: Person;
  bob: Person;
  matchId: string;
}

/** A pair that has nothing to do with the attack goes on as before, and nothing that was unforeseen happened (R10). */
export async function expectAlive(attacked: TestServer, { alice, bob, matchId }: Pair): Promise<void> {
  await using a = await TestClient.connect(attacked.url, { token: alice.token });
  await a.accepted("join-conversation", matchId);
  const sent = await bob.send(matchId, "still here");
  expect(await a.next("new-message")).toEqual(sent);
  expect(attacked.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}

export async function metrics(server: TestServer): Promise<string> {
  return (await server.fetch("/metrics")).text();
}
